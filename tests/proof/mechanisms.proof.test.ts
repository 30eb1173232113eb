import { readFileSync } from "node:fs"
import type { RunRecord, ScenarioSection, ScenarioStep } from "@gameday/contract"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { parse, stringify } from "yaml"
import { eventually, type Stage, startStage } from "../stage.ts"
import { extent } from "./extent.ts"

/** The shipped scenario, what is switched off from its beginning, and the promises of which one must then be broken. */
const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["ha-demo-3min", ["circuit-breaker"], ["breaker"]],
  ["reliability-5min", ["retries", "outlier-ejection"], ["errors", "available"]],
  ["agenda-15min", ["circuit-breaker"], ["breaker"]],
  ["agenda-30min", ["circuit-breaker"], ["breaker"]],
  ["agenda-45min", ["circuit-breaker"], ["breaker"]],
  ["agenda-50min", ["circuit-breaker"], ["breaker"]],
  ["load-proof-10k", ["health-checks", "retries", "outlier-ejection", "fallbacks"], ["success", "available"]],
  ["black-friday", ["health-checks", "retries", "outlier-ejection"], ["errors", "available"]],
]

interface ScenarioFile {
  sections: ScenarioSection[]
  readonly expectations: readonly { readonly id: string }[]
}

/** Nothing but its action, and as much time as its steps need: what is said takes no time here. */
function withoutTalk({ steps = [], ...section }: ScenarioSection): ScenarioSection[] {
  const acts = steps.filter(({ narrate, pause }) => narrate === undefined && pause === undefined)
  if (acts.length === 0) return []
  const begins = acts.map(({ at = 0 }) => at)
  const kept = acts.map(({ cue: _cue, ...step }) => step)
  return [{ ...section, holds: false, seconds: Math.max(...begins) + 15, steps: kept }]
}

function scenarioWithout(name: string, mechanisms: readonly string[]): ScenarioFile {
  const scenario = parse(readFileSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url), "utf8"), {
    merge: true,
  }) as ScenarioFile
  const sections = scenario.sections.flatMap(withoutTalk)
  const off = {
    id: "mechanism-off",
    track: "mechanism-off",
    at: 0,
    inject: {
      kind: "resilience-off",
      target: { service: "gateway", instances: "all" },
      params: { mechanisms },
      ttlSeconds: 900,
    },
  } as unknown as ScenarioStep
  const [first, ...rest] = sections
  if (first === undefined) throw new Error(`${name} does nothing`)
  return { ...scenario, sections: [{ ...first, steps: [off, ...(first.steps ?? [])] }, ...rest] }
}

describe("a shipped scenario whose mechanism is switched off", () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage()
  }, 120_000)
  afterAll(async () => {
    await stage.stop()
  })

  test.each(extent([...cases], cases.slice(0, 1)))(
    "%s without %j deviates",
    { timeout: 600_000 },
    async (name, mechanisms, promises) => {
      const scenario = scenarioWithout(name, mechanisms)
      const known = scenario.expectations.map(({ id }) => id)
      expect(promises.some((id) => known.includes(id))).toBe(true)
      const answer = await stage.request("POST", "/api/v1/runs", { source: stringify(scenario) })
      const started = (await answer.json()) as RunRecord
      expect(answer.status, JSON.stringify(started)).toBe(201)
      const { run } = await eventually(
        `the run of ${name} has ended`,
        async () => {
          const record = (await (
            await stage.request("GET", `/api/v1/runs/${started.run.id}`)
          ).json()) as RunRecord
          return record.run.endedAt !== null && record
        },
        580_000,
      )
      const broken = run.expectations.filter(({ assertion }) => assertion.holds === false).map(({ id }) => id)
      expect(run).toMatchObject({ status: "completed", verdict: "deviated" })
      expect(promises.filter((id) => broken.includes(id))).not.toEqual([])
    },
  )
})
