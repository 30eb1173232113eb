import { type Static, Type } from "typebox"
import { RequestMatch } from "../admin.ts"
import { percentage } from "./percentage.ts"

export const TimeoutParams = Type.Object(
  { percentage, match: Type.Optional(RequestMatch) },
  { additionalProperties: false },
)
export type TimeoutParams = Static<typeof TimeoutParams>
