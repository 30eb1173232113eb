import { type Static, Type } from "typebox"
import { RequestMatch } from "../admin.ts"
import { percentage } from "./percentage.ts"

export const AbortParams = Type.Object(
  { percentage, match: Type.Optional(RequestMatch) },
  { additionalProperties: false },
)
export type AbortParams = Static<typeof AbortParams>
