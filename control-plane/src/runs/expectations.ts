import type {
  ExpectationState,
  OrderAudit,
  ParsedAssertion,
  RouteTotals,
  RunTotals,
  Scenario,
  State,
} from "@gameday/contract"
import { assertionState } from "./assertion-state.ts"
import type { RunChronicle } from "./run-chronicle.ts"
import type { MeterReading, RunMeter } from "./run-meter.ts"
import { parseAssertion } from "./scenario/assertion.ts"

export interface Evidence {
  readonly meter: RunMeter
  readonly chronicle: RunChronicle
  /** The fault that a step has injected. */
  faultOf(stepId: string): string | undefined
  /** null: not made yet, or not possible. */
  orderAudit(): OrderAudit | null
}

/** What is expected of a run, held against what it has measured so far. */
export class Expectations {
  readonly #expected
  readonly #evidence: Evidence

  constructor({ expectations }: Scenario, evidence: Evidence) {
    this.#expected = expectations.map(({ id, title, that }) => ({
      id,
      title,
      assertion: parseAssertion(that),
    }))
    this.#evidence = evidence
  }

  states(): ExpectationState[] {
    const load = this.#evidence.meter.read()
    return this.#expected.map(({ id, title, assertion }) => ({
      id,
      title,
      assertion: assertionState(assertion, measure(assertion, load, this.#evidence)),
    }))
  }
}

/** Over the whole run, in the metric's unit; null: not measured (yet). */
function measure(
  { metric, of = "" }: ParsedAssertion,
  load: MeterReading,
  evidence: Evidence,
): number | null {
  const { chronicle } = evidence
  switch (metric) {
    case "availability":
      return percent(load.availability)
    case "errors":
      return load.availability === null ? null : 100 - 100 * load.availability
    case "p50":
      return latenciesOf(of, load)?.p50Ms ?? null
    case "p95":
      return latenciesOf(of, load)?.p95Ms ?? null
    case "p99":
      return latenciesOf(of, load)?.p99Ms ?? null
    case "rps":
      return load.achievedRps
    case "achieved":
      return load.achievedRps === null || !load.targetRps ? null : (100 * load.achievedRps) / load.targetRps
    case "requests":
      return load.seconds === 0 ? null : load.all.count
    case "dropped":
      return load.seconds === 0 ? null : load.dropped
    case "healthy-core":
      return chronicle.fewestHealthyCore()
    case "orders":
      return chronicle.orders()
    case "revenue":
      return inEuros(chronicle.revenueCents())
    case "lost-eur":
      return inEuros(chronicle.lostCents())
    case "detection":
      return longest(of, evidence, "detectionSeconds")
    case "recovery":
      return longest(of, evidence, "recoverySeconds")
    case "biting":
      return chronicle.fault(evidence.faultOf(of) ?? "")?.bitingAfterMs ?? null
    case "breaker-opened":
      return chronicle.breakersOpened()
    case "scaled":
      return chronicle.scaled()
    case "lost-orders":
      return offences(evidence.orderAudit(), (kind) => kind === "lost")
    case "order-offences":
      return offences(evidence.orderAudit(), () => true)
    default:
      return metric satisfies never
  }
}

export function totalsOf({ meter, chronicle }: Evidence, { business, slo }: State): RunTotals {
  const { routes, dropped: _, ...load } = meter.read()
  return {
    ...load,
    routes: [...routes],
    ordersConfirmed: chronicle.orders(),
    revenueCents: chronicle.revenueCents(),
    lostCents: chronicle.lostCents(),
    costOfDowntimeCentsPerMinute: business.costOfDowntimeCentsPerMinute,
    currency: business.currency,
    promisedRecoverySeconds: slo.recoverySeconds,
  }
}

function latenciesOf(name: string, { all, routes }: MeterReading): RouteTotals | undefined {
  return name === "" ? all : routes.find(({ route }) => route === name)
}

/** Of the outages that the step's fault has caused; null when there was none, or one is not over. */
function longest(
  stepId: string,
  { chronicle, faultOf }: Evidence,
  what: "detectionSeconds" | "recoverySeconds",
): number | null {
  const id = faultOf(stepId)
  const caused = chronicle.incidents().filter(({ faultId }) => id !== undefined && faultId === id)
  const seconds = caused.flatMap((incident) => incident[what] ?? [])
  return caused.length === 0 || seconds.length < caused.length ? null : Math.max(...seconds)
}

function offences(audit: OrderAudit | null, counts: (kind: string) => boolean): number | null {
  if (audit === null) return null
  return audit.offences.reduce((sum, { kind, count }) => sum + (counts(kind) ? count : 0), 0)
}

const percent = (ratio: number | null) => (ratio === null ? null : 100 * ratio)
const inEuros = (cents: number | null) => (cents === null ? null : cents / 100)
