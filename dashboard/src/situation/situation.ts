import type { FaultRecord, InstanceState, ServiceState, State, Status } from "@gameday/contract"
import { joinNames } from "../faults/presentation.ts"
import type { I18n } from "../i18n/i18n.ts"
import { activeFaults, healthOf } from "../store/selectors.ts"

/** The three answers: what is broken, how it stands, and what we did. Composed from measured facts only. */
export interface Situation {
  /** What we did last, while it is at work and for a minute after. */
  readonly did: FaultRecord | null
  readonly sentence: string
  readonly status: Status
  readonly detail: string
}

const didShownMs = 60_000
/** So long after its start a load has had time to reach the first checkout. */
const firstOrdersSeconds = 15

/** Which trouble comes first when there are several. */
const severity = [
  "down",
  "paused",
  "healing",
  "degraded",
  "unknown",
  "healthy",
] as const satisfies readonly Status[]

export function situationOf(state: State, i18n: I18n): Situation {
  const troubled = troubledServices(state)
  const status = overallStatus(state, troubled)
  const first = firstSentence(state, troubled, i18n)
  const second = secondSentence(state, status === "healthy", i18n)
  return {
    did: lastDeed(state),
    sentence: second === null ? first : `${first} ${second}`,
    status,
    detail: detailOf(state, troubled, status, i18n),
  }
}

function lastDeed(state: State): FaultRecord | null {
  const active = activeFaults(state)[0]
  if (active !== undefined) return active
  const newest = state.faults.toSorted((a, b) => b.injectedAt - a.injectedAt)[0]
  return newest !== undefined && state.at - newest.injectedAt < didShownMs ? newest : null
}

/** Worst first; core services before the others. */
function troubledServices({ services }: State): ServiceState[] {
  const rank = (service: ServiceState) =>
    severity.indexOf(service.status) * 2 + (service.tier === "core" ? 0 : 1)
  return services.filter((service) => service.status !== "healthy").toSorted((a, b) => rank(a) - rank(b))
}

const hasErrors = ({ load, slo }: State) =>
  load !== null && load.errorRatio !== null && load.errorRatio > slo.errorRatioAmber
const isSlow = ({ load, slo }: State) => load !== null && load.p95Ms !== null && load.p95Ms > slo.p95LimitMs

function overallStatus(state: State, troubled: readonly ServiceState[]): Status {
  const worst = severity.find((status) => troubled.some((service) => service.status === status))
  if (worst !== undefined && worst !== "unknown") return worst
  if (hasErrors(state) || isSlow(state)) return "degraded"
  return worst ?? "healthy"
}

function firstSentence(state: State, troubled: readonly ServiceState[], i18n: I18n): string {
  const { t, pick, format } = i18n
  const short = troubled.filter((service) => service.status === "down" || service.ready < service.desired)
  if (short.length > 1) return t("situation.several", { count: format.number(short.length) })
  const worst = short[0] ?? troubled.find(({ status }) => status === "paused")
  if (worst !== undefined) return shortSentence(worst, i18n)
  if (hasErrors(state)) return errorSentence(state, i18n)
  const next = troubled[0]
  if (next === undefined) return isSlow(state) ? t("situation.slow") : t("situation.healthy")
  const service = pick(next.title)
  if (next.status === "healing") return t("situation.warming", { service })
  if (next.status === "unknown") return t("situation.unknown", { service })
  return isSlow(state) ? t("situation.slow") : t("situation.degraded", { service })
}

function shortSentence(service: ServiceState, { t, pick, format }: I18n): string {
  const name = pick(service.title)
  if (service.status === "down") return t("situation.down", { service: name })
  if (service.status === "paused") return t("situation.paused", { service: name })
  const lost = service.desired - service.ready
  return lost > 1
    ? t("situation.lost-servers", { service: name, count: format.number(lost) })
    : t("situation.lost-server", { service: name })
}

/** Names the service whose calls fail most, when it is one that stands out; else only the share. */
function errorSentence(state: State, { t, pick, format }: I18n): string {
  const failing = state.edges
    .filter((edge) => state.services.some(({ name }) => name === edge.to))
    .map((edge) => ({ edge, failures: (edge.rps ?? 0) * (edge.errorRatio ?? 0) }))
    .toSorted((a, b) => b.failures - a.failures)[0]
  const service = state.services.find(({ name }) => name === failing?.edge.to)
  if (failing === undefined || service === undefined || failing.failures === 0) {
    return t("situation.errors", { percent: format.percentSign(state.load?.errorRatio) })
  }
  return t("situation.errors-in", {
    service: pick(service.title),
    percent: format.percentSign(failing.edge.errorRatio),
  })
}

/** "The shop keeps selling" needs confirmed orders in the last 5 s; without a measurement nothing is said. */
function secondSentence({ load, business }: State, healthy: boolean, { t }: I18n): string | null {
  if (load === null) return t("situation.no-load")
  const orders = business.ordersLast5Seconds
  if (orders === null) return null
  if (orders > 0) return t(healthy ? "situation.sells" : "situation.selling")
  return load.elapsedSeconds >= firstOrdersSeconds ? t("situation.no-orders") : null
}

function detailOf(state: State, troubled: readonly ServiceState[], status: Status, i18n: I18n): string {
  const { t, format } = i18n
  const instances = troubled.flatMap((service) => service.instances)
  const of = (hit: (instance: InstanceState) => boolean) => instances.filter(hit).map(({ id }) => id)
  const say = (key: "starting" | "warming" | "missing", names: readonly string[]) =>
    t(names.length > 1 ? `now.${key}-many` : `now.${key}`, { instances: joinNames(names, i18n) })

  const starting = of((instance) => instance.status === "healing" && !instance.ready)
  if (starting.length > 0) return say("starting", starting)
  const missing = of((instance) => !instance.ready)
  if (missing.length > 0 && status !== "unknown") return say("missing", missing)
  const warming = of((instance) => instance.status === "healing")
  if (warming.length > 0) return say("warming", warming)
  if (hasErrors(state)) return t("now.errors", { limit: format.limit(state.slo.errorRatioAmber) })
  if (isSlow(state)) return t("now.slow", { limit: format.milliseconds(state.slo.p95LimitMs) })
  if (status === "unknown") return t("now.silent")
  if (status !== "healthy") return t("now.limits")
  const { healthy, total } = healthOf(state.services.filter(({ tier }) => tier === "core"))
  return t("now.healthy", { healthy: format.number(healthy), total: format.number(total) })
}
