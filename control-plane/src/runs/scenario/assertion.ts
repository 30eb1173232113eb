import {
  type Comparison,
  comparisons,
  liveMetrics,
  type ParsedAssertion,
  type ScenarioMetric,
  scenarioMetrics,
} from "@gameday/contract"
import { GamedayError } from "../../errors.ts"

/** What stands in parentheses behind a metric, and whether it has to. */
type Of = "nothing" | "maybe a route" | "a step"

interface MetricRules {
  readonly of: Of
  /** The largest limit that makes sense. */
  readonly most?: number
}

const rules: Record<ScenarioMetric, MetricRules> = {
  availability: { of: "nothing", most: 100 },
  errors: { of: "nothing", most: 100 },
  p50: { of: "maybe a route" },
  p95: { of: "maybe a route" },
  p99: { of: "maybe a route" },
  rps: { of: "nothing" },
  achieved: { of: "nothing" },
  requests: { of: "nothing" },
  dropped: { of: "nothing" },
  "healthy-core": { of: "nothing" },
  orders: { of: "nothing" },
  revenue: { of: "nothing" },
  "lost-eur": { of: "nothing" },
  detection: { of: "a step" },
  recovery: { of: "a step" },
  biting: { of: "a step" },
  "breaker-opened": { of: "nothing" },
  scaled: { of: "nothing" },
  "lost-orders": { of: "nothing" },
  "order-offences": { of: "nothing" },
}

/** <metric> or <metric>(<of>), <comparison>, <number>; the comparison may stand without spaces. */
const shape = /^\s*([^\s(<>=]+)\s*(?:\((.*)\))?\s*([<>=]{1,3})\s*([^\s<>=].*?)\s*$/
const number = /^\d+(\.\d+)?$/

/**
 * Reads an assertion: "p95(GET /api/products/:id) < 200".
 *
 * @throws GamedayError validation_failed saying what is wrong with it and what would be right
 */
export function parseAssertion(text: string): ParsedAssertion {
  const read = readAssertion(text)
  if (typeof read === "string") {
    throw new GamedayError("validation_failed", `The assertion ${JSON.stringify(text)} ${read}.`)
  }
  return read
}

/** @returns the assertion, or what is wrong with it, to follow where it stands: "needs a step in parentheses: …" */
export function readAssertion(text: string): ParsedAssertion | string {
  const [, name = "", of, comparison, value = ""] = shape.exec(text) ?? []
  if (comparison === undefined) {
    return 'is no assertion; write "<metric> <comparison> <number>", for example "availability >= 99.9"'
  }
  const metric = scenarioMetrics.find((known) => known === name)
  if (metric === undefined) {
    return `asks for ${JSON.stringify(name)}, which is not measured; there are ${scenarioMetrics.join(", ")}`
  }
  if (!isComparison(comparison)) return `compares by "${comparison}"; there are ${comparisons.join(" ")}`
  if (!number.test(value)) {
    return `compares with ${JSON.stringify(value)}; write a number without a unit, 0 or larger`
  }
  const limit = Number(value)
  const wrong = problemWith(metric, of, limit)
  return wrong ?? { metric, ...(of === undefined ? {} : { of: of.trim() }), comparison, limit }
}

/** The assertion as a scenario writes it. */
export function formatAssertion({ metric, of, comparison, limit }: ParsedAssertion): string {
  return `${metric}${of === undefined ? "" : `(${of})`} ${comparison} ${limit}`
}

/** It can be read at any moment, so a step can wait for it and a steady state can ask for it. */
export function isLive({ metric }: ParsedAssertion): boolean {
  return liveMetrics.some((live) => live === metric)
}

/** What stands in parentheses is the id of a step. */
export function asksForStep({ metric }: ParsedAssertion): boolean {
  return rules[metric].of === "a step"
}

function problemWith(metric: ScenarioMetric, of: string | undefined, limit: number): string | undefined {
  const { of: asked, most } = rules[metric]
  if (asked === "nothing" && of !== undefined) return `takes nothing in parentheses: "${metric}"`
  if (asked === "a step" && (of ?? "").trim() === "") {
    return `needs the id of a step in parentheses: "${metric}(kill-checkout)"`
  }
  if (of?.trim() === "") return `needs a route in parentheses, or no parentheses: "${metric}(GET /api/cart)"`
  if (most !== undefined && limit > most) return `compares with ${limit}, but ${metric} is at most ${most}`
  return undefined
}

function isComparison(text: string): text is Comparison {
  return comparisons.some((known) => known === text)
}
