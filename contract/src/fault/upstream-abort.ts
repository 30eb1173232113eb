import { type Static, Type } from "typebox"
import { RequestMatch } from "../admin.ts"
import { percentage } from "./percentage.ts"
import { upstream } from "./upstream.ts"

export const UpstreamAbortParams = Type.Object(
  { percentage, upstream, match: Type.Optional(RequestMatch) },
  { additionalProperties: false },
)
export type UpstreamAbortParams = Static<typeof UpstreamAbortParams>
