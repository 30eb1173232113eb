import { type Static, Type } from "typebox"
import { RequestMatch } from "../admin.ts"
import { percentage } from "./percentage.ts"
import { upstream } from "./upstream.ts"

export const UpstreamLatencyParams = Type.Object(
  {
    percentage,
    upstream,
    delayMs: Type.Number({ minimum: 1, maximum: 60_000, default: 800, title: "Delay, ms" }),
    jitterMs: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 60_000,
        default: 0,
        title: "Jitter, ms",
        description: "added uniformly, 0 to this",
      }),
    ),
    match: Type.Optional(RequestMatch),
  },
  { additionalProperties: false },
)
export type UpstreamLatencyParams = Static<typeof UpstreamLatencyParams>
