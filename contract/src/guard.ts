import { type Static, Type } from "typebox"
import { OneOf, Tagged } from "./schema.ts"

/** Consecutive seconds it must hold; a second without a measurement starts the count anew. */
const forSeconds = Type.Integer({ minimum: 1, maximum: 120, default: 5, title: "for, s" })

/**
 * When breaking has to stop. Each is judged once a second on what the audience sees:
 *
 *   availability  100 × (1 − failed ÷ ended) of the load's last second
 *   errors        100 × failed ÷ ended over the last 10 s
 *   p95           95th percentile over the last 10 s, from the intended start
 *   lost          EUR lost (state.business.lostCents) since the fault was injected; of all faults for the global guard:
 *                 since the first of those that are active was injected
 */
export const StopCondition = Tagged(
  "metric",
  [
    Type.Object(
      {
        metric: Type.Literal("availability"),
        belowPercent: Type.Number({ minimum: 0, maximum: 100, default: 90, title: "below, %" }),
        forSeconds,
      },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        metric: Type.Literal("errors"),
        abovePercent: Type.Number({ minimum: 0, maximum: 100, default: 10, title: "above, %" }),
        forSeconds,
      },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        metric: Type.Literal("p95"),
        aboveMs: Type.Number({ minimum: 1, maximum: 60_000, default: 2_000, title: "above, ms" }),
        forSeconds,
      },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        metric: Type.Literal("lost"),
        aboveCents: Type.Integer({
          minimum: 1,
          maximum: 10_000_000_000,
          default: 1_000_000,
          title: "above, cents",
        }),
      },
      { additionalProperties: false },
    ),
  ],
  "a stop condition",
)
export type StopCondition = Static<typeof StopCondition>

/** The condition that held, and what was measured in the second it came true (in the condition's unit). */
export const StopCause = Type.Object({
  scope: OneOf(["fault", "everything"]),
  condition: StopCondition,
  measured: Type.Number(),
})
export type StopCause = Static<typeof StopCause>

/** Body of `PUT /api/v1/guard`, and part of the state: conditions under which all active faults are healed. */
export const Guard = Type.Object(
  { enabled: Type.Boolean(), stopWhen: Type.Array(StopCondition, { maxItems: 8 }) },
  { additionalProperties: false },
)
export type Guard = Static<typeof Guard>

/** The guard of the shipped scenarios, and what the switch on the Chaos tab proposes. */
export const usualGuard: Guard = {
  enabled: true,
  stopWhen: [
    { metric: "availability", belowPercent: 50, forSeconds: 10 },
    { metric: "p95", aboveMs: 4_000, forSeconds: 10 },
  ],
}
