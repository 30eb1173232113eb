import { type Static, Type } from "typebox"
import { FaultRequest } from "./fault.ts"
import { StopCondition } from "./guard.ts"
import { LoadRequest } from "./load.ts"
import { Localized, OneOf, ServiceName } from "./schema.ts"

/*
 * A scenario: load, faults, narration and expectations on one timeline, as `scenarios/<name>.yaml` holds it.
 *
 * Strings may hold `${name}`, replaced by the variable of that name before anything is checked. A string that is nothing but
 * one variable becomes its value: "${rps}" is a number when the variable is one.
 *
 * Where an assertion is written it reads `<metric> <comparison> <number>`, for example
 *
 *   availability >= 99.9        recovery(kill-checkout) <= 2.5        p95(GET /api/products/:id) < 200
 *
 * The comparisons are < <= > >= and =.
 */

/**
 * What can be asserted. A steady state and a condition are judged on the last seconds, as on the big screen; an expectation on
 * the whole run, without the seconds in which the generator was the limit.
 *
 *   availability      100 × (1 − failed ÷ ended), %
 *   errors            100 × failed ÷ ended, %
 *   p50 p95 p99       ms, from the intended start; `p95(GET /api/products/:id)`: of that route alone
 *   rps               answered with any status, per second
 *   achieved          100 × answered ÷ asked for, %
 *   requests          requests that ended
 *   dropped           requests that the generator could not send in time; expected of a run, also in the seconds when it was the limit
 *   healthy-core      core services that are healthy; of a whole run the fewest, second by second
 *   orders            orders confirmed in the run
 *   revenue           EUR of these
 *   lost-eur          EUR lost (the formula is BusinessState's)
 *   detection(step)   s until the outage that the step's fault caused was detected; the longest when there were several
 *   recovery(step)    s until that outage was over
 *   biting(step)      ms from the click to the first measured effect
 *   breaker-opened    how often circuit breakers opened
 *   scaled            how often a service was scaled by the autoscaler
 *   lost-orders       orders that customers were told of and that are not in the books (order audit: lost)
 *   order-offences    everything the order audit finds wrong
 *
 * Those of the order audit, the step, and the counts are known at the end only, and can be expected, not waited for.
 */
export const scenarioMetrics = [
  "availability",
  "errors",
  "p50",
  "p95",
  "p99",
  "rps",
  "achieved",
  "requests",
  "dropped",
  "healthy-core",
  "orders",
  "revenue",
  "lost-eur",
  "detection",
  "recovery",
  "biting",
  "breaker-opened",
  "scaled",
  "lost-orders",
  "order-offences",
] as const
export type ScenarioMetric = (typeof scenarioMetrics)[number]

/** Metrics that can be read at any moment. */
export const liveMetrics = [
  "availability",
  "errors",
  "p50",
  "p95",
  "p99",
  "rps",
  "achieved",
  "healthy-core",
] as const satisfies readonly ScenarioMetric[]
export type LiveMetric = (typeof liveMetrics)[number]

export const comparisons = ["<", "<=", ">", ">=", "="] as const
export type Comparison = (typeof comparisons)[number]

/** An assertion as its text was understood. */
export interface ParsedAssertion {
  readonly metric: ScenarioMetric
  /** In parentheses: a route (p50, p95, p99) or the id of a step (detection, recovery, biting). */
  readonly of?: string
  readonly comparison: Comparison
  readonly limit: number
}

export const scenarioNamePattern = "^[a-z0-9][a-z0-9-]{0,40}$"
const StepId = Type.String({ pattern: "^[a-z][a-z0-9-]{0,40}$" })
const Seconds = Type.Number({ minimum: 0, maximum: 86_400 })
const AssertionText = Type.String({ minLength: 3, maxLength: 200, description: "e.g. availability >= 99.9" })

/** A value that whoever starts the scenario may change: `gameday run black-friday --set rps=300`. */
export const ScenarioVariable = Type.Object(
  {
    default: Type.Union([Type.Number(), Type.String(), Type.Boolean()]),
    description: Localized,
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
  },
  { additionalProperties: false },
)
export type ScenarioVariable = Static<typeof ScenarioVariable>
export type VariableValue = ScenarioVariable["default"]

/** A request of the presenter's own, at the shop's entry: a demo step such as logging in. */
export const DemoRequest = Type.Object(
  {
    method: Type.Optional(OneOf(["GET", "POST", "PUT", "PATCH", "DELETE"])),
    path: Type.String({ pattern: "^/", maxLength: 2000 }),
    body: Type.Optional(Type.Unknown()),
    /** So often in a row; the last answer is the one that counts. */
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 1 })),
    expectStatus: Type.Integer({ minimum: 100, maximum: 599 }),
    /** Text the answer must hold. */
    expectBody: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
)
export type DemoRequest = Static<typeof DemoRequest>

/** What a step can do: exactly one of these. */
export const stepActions = {
  /** `resilience-off` is one of the kinds: that is how a mechanism is switched off, and healing it switches it on again. */
  inject: FaultRequest,
  /** The fault of the step of that id, or everything. */
  heal: Type.Union([Type.Literal("everything"), StepId]),
  scale: Type.Object(
    { service: ServiceName, replicas: Type.Integer({ minimum: 1, maximum: 10 }) },
    { additionalProperties: false },
  ),
  restart: Type.Object({ service: ServiceName }, { additionalProperties: false }),
  /** From now on this rate, or another profile. */
  load: Type.Union([
    Type.Object({ rps: Type.Number({ minimum: 0, maximum: 20_000 }) }, { additionalProperties: false }),
    LoadRequest,
  ]),
  request: DemoRequest,
  /** Said by the presenter, shown in the director. */
  narrate: Localized,
  /** Nothing happens until the presenter goes on. */
  pause: Localized,
} as const
export type StepAction = keyof typeof stepActions

/**
 * A step begins `at` so many seconds of its section, `after` another step has ended, `when` an assertion holds, on a `cue` of the
 * presenter, or, with none of these, when the step before it in its track has ended. Tracks run beside each other. `when` and
 * `cue` begin to be waited for when the step before in the track has ended; `at` and `after` wait for nothing else.
 */
export const ScenarioStep = Type.Object(
  {
    id: StepId,
    title: Type.Optional(Localized),
    track: Type.Optional(StepId),
    at: Type.Optional(Seconds),
    after: Type.Optional(
      Type.Object({ step: StepId, seconds: Type.Optional(Seconds) }, { additionalProperties: false }),
    ),
    when: Type.Optional(AssertionText),
    /** So long it waits for `when`; then the step has failed. */
    withinSeconds: Type.Optional(Type.Number({ minimum: 1, maximum: 3600, default: 60 })),
    cue: Type.Optional(Type.Boolean()),
    inject: Type.Optional(stepActions.inject),
    heal: Type.Optional(stepActions.heal),
    scale: Type.Optional(stepActions.scale),
    restart: Type.Optional(stepActions.restart),
    load: Type.Optional(stepActions.load),
    request: Type.Optional(stepActions.request),
    narrate: Type.Optional(stepActions.narrate),
    pause: Type.Optional(stepActions.pause),
  },
  { additionalProperties: false },
)
export type ScenarioStep = Static<typeof ScenarioStep>

/** Views of the dashboard that a section can ask for. */
export const scenarioViews = [
  "overview",
  "chaos",
  "load",
  "director",
  "services",
  "performance",
  "business",
  "timeline",
  "report",
  "checklist",
  "grafana",
] as const

/** One part of the run of show. It ends when its time is over and its steps have ended. */
export const ScenarioSection = Type.Object(
  {
    id: StepId,
    title: Localized,
    /** Planned. */
    seconds: Type.Number({ minimum: 1, maximum: 7200 }),
    /** What the presenter says; **words** between double asterisks are stressed. */
    notes: Type.Optional(Localized),
    /** The view of the dashboard to be shown meanwhile. */
    show: Type.Optional(OneOf(scenarioViews)),
    /** The next section waits for the presenter. */
    holds: Type.Optional(Type.Boolean()),
    steps: Type.Optional(Type.Array(ScenarioStep, { maxItems: 100 })),
  },
  { additionalProperties: false },
)
export type ScenarioSection = Static<typeof ScenarioSection>

export const ScenarioExpectation = Type.Object(
  {
    id: StepId,
    title: Localized,
    that: AssertionText,
  },
  { additionalProperties: false },
)
export type ScenarioExpectation = Static<typeof ScenarioExpectation>

export const Scenario = Type.Object(
  {
    name: Type.String({ pattern: scenarioNamePattern }),
    title: Localized,
    description: Localized,
    variables: Type.Optional(
      Type.Record(Type.String({ pattern: "^[a-z][a-zA-Z0-9]{0,40}$" }), ScenarioVariable),
    ),
    /** Runs from the beginning to the end, in place of what was running. */
    load: LoadRequest,
    /** What must hold before anything is broken (else the run does not begin), is watched meanwhile, and must hold again at the end. */
    steadyState: Type.Object(
      {
        that: Type.Array(AssertionText, { minItems: 1, maxItems: 20 }),
        /** So many consecutive seconds. */
        forSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 120, default: 5 })),
        /** So long it may take, before and after. */
        withinSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 600, default: 60 })),
      },
      { additionalProperties: false },
    ),
    sections: Type.Array(ScenarioSection, { minItems: 1, maxItems: 100 }),
    expectations: Type.Array(ScenarioExpectation, { minItems: 1, maxItems: 50 }),
    /** When one of these holds, everything is healed and the run ends as aborted. */
    stopWhen: Type.Optional(Type.Array(StopCondition, { maxItems: 8 })),
  },
  { additionalProperties: false },
)
export type Scenario = Static<typeof Scenario>

/** One entry of `GET /api/v1/scenarios`: with its variables' defaults filled in. */
export const ScenarioInfo = Type.Object({
  scenario: Scenario,
  /** The sum of its sections. */
  plannedSeconds: Type.Number(),
  /** Id of the recorded run that is shipped with it. */
  recording: Type.Union([Type.String(), Type.Null()]),
})
export type ScenarioInfo = Static<typeof ScenarioInfo>
export const ScenarioList = Type.Object({ scenarios: Type.Array(ScenarioInfo) })
export type ScenarioList = Static<typeof ScenarioList>
