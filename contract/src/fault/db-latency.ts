import { type Static, Type } from "typebox"

export const DbLatencyParams = Type.Object(
  {
    delayMs: Type.Number({
      minimum: 1,
      maximum: 10_000,
      default: 200,
      title: "Delay per query, ms",
      description: "a service gives a query up after a while of its own, the shop's after 900 ms",
    }),
    jitterMs: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 10_000,
        default: 0,
        title: "Jitter, ms",
        description: "added uniformly, 0 to this",
      }),
    ),
  },
  { additionalProperties: false },
)
export type DbLatencyParams = Static<typeof DbLatencyParams>
