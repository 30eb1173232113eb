import { type Static, Type } from "typebox"

export const NetworkLatencyParams = Type.Object(
  {
    delayMs: Type.Number({
      minimum: 1,
      maximum: 60_000,
      default: 200,
      title: "Delay, ms",
      description: "of what it sends",
    }),
    jitterMs: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 60_000,
        default: 0,
        title: "Jitter, ms",
        description: "up to this much more or less, so that packets overtake each other",
      }),
    ),
  },
  { additionalProperties: false },
)
export type NetworkLatencyParams = Static<typeof NetworkLatencyParams>
