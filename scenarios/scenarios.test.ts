import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { type Scenario, scenarioViews } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { readScenario } from "../control-plane/src/runs/scenario/read-scenario.ts"
import { checker } from "../control-plane/src/runs/scenario/testing/json-schema.ts"
import { knownShop } from "../control-plane/src/runs/scenario/testing/known-shop.ts"

const files = readdirSync(import.meta.dirname).filter(
  (file) => file.endsWith(".yaml") && file !== "target.yaml",
)
const sourceOf = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8")
const read = (name: string): Scenario => readScenario(sourceOf(`${name}.yaml`), {}, knownShop).scenario
const plannedSeconds = ({ sections }: Scenario) => sections.reduce((sum, { seconds }) => sum + seconds, 0)
const stepsOf = ({ sections }: Scenario) => sections.flatMap(({ steps = [] }) => steps)
const expectationsOf = (name: string) => read(name).expectations.map(({ that }) => that)

const schema = JSON.parse(readFileSync(join(import.meta.dirname, "schemas/scenario.json"), "utf8")) as object
const wrongForEditors = checker(schema)

test("every demonstration that is promised is there", () => {
  expect(files.toSorted()).toEqual(
    [
      "agenda-15min",
      "agenda-30min",
      "agenda-45min",
      "agenda-50min",
      "black-friday",
      "ha-demo-3min",
      "load-proof-10k",
      "reliability-5min",
    ].map((name) => `${name}.yaml`),
  )
})

describe.each(files)("%s", (file) => {
  const name = file.slice(0, -".yaml".length)

  test("can be run, and is named like its file", () => {
    expect(read(name).name).toBe(name)
  })

  test("as it is written, is what editors take for a scenario", () => {
    expect(sourceOf(file)).toMatch(/^# yaml-language-server: \$schema=schemas\/scenario\.json\n/)
    expect(wrongForEditors(parse(sourceOf(file), { merge: true }))).toEqual([])
  })

  test("gives the presenter something to say and to show in every section", () => {
    for (const { id, notes, show } of read(name).sections) {
      expect({ id, notes, show }).toEqual({ id, notes: expect.anything(), show: expect.anything() })
    }
  })

  test("ends every fault before the run ends it", () => {
    const scenario = read(name)
    const healed = new Set(stepsOf(scenario).map(({ heal }) => heal))
    for (const { id, inject } of stepsOf(scenario)) {
      // A killed server comes back, a crowd leaves; anything else stays until it is healed.
      if (inject === undefined || inject.kind === "kill" || inject.kind === "flash-crowd") continue
      expect(healed, `${id} is healed`).toContain(id)
    }
  })

  test("says what fails when the mechanism it shows is switched off", () => {
    expect(sourceOf(file)).toContain("# What fails when a mechanism is switched off:\n")
  })
})

test("every view that a section may ask for is one of the dashboard's", () => {
  const dashboard = readFileSync(join(import.meta.dirname, "../dashboard/src/app/views.ts"), "utf8")
  for (const view of scenarioViews) expect(dashboard).toContain(`  "${view}",`)
})

test("agendas take as long as they are called", () => {
  for (const minutes of [15, 30, 45, 50])
    expect(plannedSeconds(read(`agenda-${minutes}min`))).toBe(60 * minutes)
  expect(plannedSeconds(read("ha-demo-3min"))).toBe(180)
  expect(plannedSeconds(read("reliability-5min"))).toBe(300)
})

test("the load proof is 10,000 requests over 100 connections", () => {
  const proof = stepsOf(read("load-proof-10k")).find(({ load }) => load !== undefined)
  expect(proof?.load).toMatchObject({ profile: { kind: "amount", requests: 10_000, connections: 100 } })
  expect(expectationsOf("load-proof-10k")).toEqual(
    expect.arrayContaining(["requests >= 10000", "errors < 1", "dropped = 0"]),
  )
})

test("Black Friday's peak is a variable, with 1000 requests per second for a real machine", () => {
  const { scenario } = readScenario(sourceOf("black-friday.yaml"), { peakRps: "1000" }, knownShop)
  const rates = stepsOf(scenario).flatMap(({ load }) =>
    load !== undefined && "rps" in load ? [load.rps] : [],
  )
  expect(Math.max(...rates)).toBe(1000)
  expect(expectationsOf("black-friday")).toEqual(
    expect.arrayContaining([
      "availability >= 99.9",
      "p95 < 200",
      "recovery(kill-checkout) <= 5",
      "lost-orders = 0",
    ]),
  )
})

test("the demonstration of security leaves the admin's account alone", () => {
  const guesses = stepsOf(read("reliability-5min")).filter(({ request }) => request?.expectStatus === 429)
  expect(guesses).not.toEqual([])
  for (const { request } of guesses) expect(request?.body).not.toMatchObject({ username: "admin" })
})
