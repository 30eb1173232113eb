import { type Static, Type } from "typebox"
import { DelayDistribution, RequestMatch } from "../admin.ts"
import { percentage } from "./percentage.ts"

export const LatencyParams = Type.Object(
  {
    percentage,
    delayMs: Type.Number({ minimum: 1, maximum: 60_000, default: 400, title: "Delay, ms" }),
    jitterMs: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 60_000,
        default: 0,
        title: "Jitter, ms",
        description: "added to the delay, as the distribution says",
      }),
    ),
    distribution: Type.Optional(
      Type.Unsafe<DelayDistribution>({
        ...DelayDistribution,
        default: "uniform",
        title: "Distribution of the jitter",
      }),
    ),
    match: Type.Optional(RequestMatch),
  },
  { additionalProperties: false },
)
export type LatencyParams = Static<typeof LatencyParams>
