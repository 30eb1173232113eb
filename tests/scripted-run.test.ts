import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import {
  type ErrorBody,
  JournalLine,
  type RunRecord,
  type RunState,
  type RunSummary,
} from "@gameday/contract"
import { Check, Errors } from "typebox/value"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { eventually, type Stage, startStage } from "./stage.ts"

const netsOff = `
      - { id: nets-off, inject: { kind: resilience-off, target: { service: gateway, instances: all }, params: { mechanisms: [retries, outlier-ejection, circuit-breaker, fallbacks] }, ttlSeconds: 60 } }`

/** A product instance resets its connections and a checkout is killed: customers must not notice, as long as the safety nets are there. */
const scenarioWith = ({ nets }: { readonly nets: boolean }) => `
name: two-things-break
title: { en: Two things break, de: Zwei Dinge gehen kaputt }
description: { en: Customers do not notice, de: Kunden merken nichts }
variables:
  rps: { default: 10, description: { en: Load, de: Last } }
load: { profile: { kind: constant, rps: "\${rps}" }, journey: shopper }
steadyState: { that: [healthy-core = 4, errors < 5], forSeconds: 3, withinSeconds: 60 }
sections:
  - id: break
    title: { en: Break it, de: Kaputt machen }
    seconds: 12
    notes: { en: "Say **this**", de: "Das **hier** sagen" }
    steps:${nets ? "" : netsOff}
      - id: product-fails
        inject: { kind: abort, target: { service: product, instances: 1 }, params: { percentage: 100 }, ttlSeconds: 60 }
      - id: kill-checkout
        at: 2
        inject: { kind: kill, target: { service: checkout, instances: 1 }, params: {}, ttlSeconds: 60 }
      - id: login
        track: presenter
        request: { method: POST, path: /api/auth/login, body: { username: admin, password: "Secure123!" }, expectStatus: 200 }
  - id: recover
    title: { en: It comes back, de: Sie kommt zurück }
    seconds: 4
    steps:
      - { id: healed, heal: product-fails }
      - { id: healthy, when: healthy-core = 4, withinSeconds: 40, narrate: { en: Back again, de: Wieder da } }
expectations:
  - { id: available, title: { en: Customers are served, de: Kunden werden bedient }, that: availability >= 90 }
  - { id: mttr, title: { en: Back soon, de: Bald zurück }, that: recovery(kill-checkout) <= 60 }
  - { id: nothing-lost, title: { en: No order is lost, de: Keine Bestellung geht verloren }, that: lost-orders = 0 }
`

/** Breaks something at once, and goes on for as long as nobody ends it. */
const endless = scenarioWith({ nets: true })
  .replace("seconds: 12", "seconds: 600")
  .replace("that: [healthy-core = 4, errors < 5], forSeconds: 3", "that: [healthy-core >= 1], forSeconds: 1")

const patienceMs = 200_000

function linesOf(journal: string): JournalLine[] {
  return journal
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as JournalLine)
}

async function start(stage: Stage, body: object): Promise<RunRecord> {
  const answer = await stage.request("POST", "/api/v1/runs", body)
  const record = (await answer.json()) as RunRecord
  expect(answer.status, JSON.stringify(record)).toBe(201)
  return record
}

async function read<T>(stage: Stage, path: string): Promise<T> {
  return (await (await stage.request("GET", path, undefined, stage.viewerToken)).json()) as T
}

const untilEnded = (stage: Stage, id: string) =>
  eventually(
    `the run ${id} has ended`,
    async () => {
      const record = await read<RunRecord>(stage, `/api/v1/runs/${id}`)
      return record.run.endedAt !== null && record
    },
    patienceMs,
  )

const untilBroken = (stage: Stage) =>
  eventually(
    "something is broken",
    async () => (await stage.state()).faults.some(({ status }) => status === "active"),
    patienceMs,
  )

describe("scripted runs", () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage({ idleLoadRps: 15 })
  }, 180_000)
  afterAll(async () => {
    await stage.stop()
  })

  const idleLoadRuns = () =>
    eventually(
      "the idle load runs again",
      async () => {
        const { load, guard, faults } = await stage.state()
        const isHealed = faults.every(({ status }) => status === "reverted")
        return load?.profile.kind === "ramp" && !guard.enabled && isHealed
      },
      patienceMs,
    )

  test("pass when customers do not notice, and leave a journal and reports", async () => {
    const { run } = await start(stage, { source: scenarioWith({ nets: true }), variables: { rps: 25 } })
    const record = await untilEnded(stage, run.id)
    expect(record.run.problem).toBeNull()
    expect(record.run.expectations.map(({ assertion }) => [assertion.text, assertion.holds])).toEqual([
      ["availability >= 90", true],
      ["recovery(kill-checkout) <= 60", true],
      ["lost-orders = 0", true],
    ])
    expect(record.run.steps.map(({ id, status }) => [id, status])).toEqual(
      ["product-fails", "kill-checkout", "login", "healed", "healthy"].map((id) => [id, "done"]),
    )
    expect(record.run).toMatchObject({ status: "completed", verdict: "passed" })
    expect(record.faults.map(({ kind }) => kind)).toEqual(["abort", "kill"])
    expect(record.incidents).toMatchObject([{ service: "checkout" }])
    expect(record.totals?.all.count).toBeGreaterThan(200)
    await idleLoadRuns()

    const { runs } = await read<{ runs: RunSummary[] }>(stage, "/api/v1/runs")
    expect(runs.filter(({ recording }) => !recording)).toMatchObject([
      { id: run.id, status: "completed", verdict: "passed", kept: 3, expectations: 3 },
    ])
    const journal = await (await stage.request("GET", `/api/v1/runs/${run.id}/journal`)).text()
    const lines = linesOf(journal)
    for (const line of lines) {
      expect(Check(JournalLine, line), JSON.stringify(Errors(JournalLine, line).slice(0, 3))).toBe(true)
    }
    expect([lines.at(0)?.kind, lines.at(-1)?.kind]).toEqual(["header", "end"])
    expect(lines.filter(({ kind }) => kind === "second").length).toBeGreaterThan(16)
    const minutes = ((record.run.endedAt ?? 0) - record.run.startedAt) / 60_000
    expect(journal.length / minutes).toBeLessThan(2_000_000)
    const kept = join(stage.dataDir, "runs", run.id, "journal.ndjson.gz")
    expect(gunzipSync(readFileSync(kept)).toString()).toBe(journal)

    const page = await stage.request("GET", `/api/v1/runs/${run.id}/report?lang=de`)
    expect(page.headers.get("content-type")).toContain("text/html")
    expect(await page.text()).toContain("Zwei Dinge gehen kaputt")
    const junit = await stage.request("GET", `/api/v1/runs/${run.id}/report?format=junit&download=1`)
    expect(junit.headers.get("content-disposition")).toContain(".junit.xml")
    const metrics = await (await stage.request("GET", "/metrics")).text()
    expect(metrics).toContain('run_verdict{scenario="two-things-break",verdict="passed"} 1')
  }, 240_000)

  test("deviate when the mechanism that they show is switched off", async () => {
    const { run } = await start(stage, { source: scenarioWith({ nets: false }), variables: { rps: 25 } })
    const record = await untilEnded(stage, run.id)
    expect(record.run).toMatchObject({ status: "completed", verdict: "deviated", problem: null })
    const [available] = record.run.expectations
    expect(available?.assertion).toMatchObject({ text: "availability >= 90", holds: false })
    await idleLoadRuns()
  }, 240_000)

  test("can be steered and ended by an operator, one at a time, and everything is healed", async () => {
    const refused = await stage.request("POST", "/api/v1/runs", { source: endless }, stage.viewerToken)
    expect(refused.status).toBe(403)
    const wrong = await stage.request("POST", "/api/v1/runs", { source: "name: x\nload: 5\n" })
    const { code, details } = (await wrong.json()) as ErrorBody
    expect([code, details?.at(-1)]).toMatchObject([
      "validation_failed",
      { path: "/load", line: 2, column: 7 },
    ])
    expect((await stage.request("POST", "/api/v1/runs", { scenario: "no-such" })).status).toBe(404)

    const { run } = await start(stage, { source: endless, cues: "manual" })
    expect(await (await stage.request("POST", "/api/v1/runs", { source: endless })).json()).toMatchObject({
      code: "run_in_progress",
    })
    await untilBroken(stage)
    const control = (action: string) => stage.request("POST", `/api/v1/runs/${run.id}/control`, { action })
    expect((await (await control("pause")).json()) as RunState).toMatchObject({ status: "paused" })
    expect((await (await control("resume")).json()) as RunState).toMatchObject({ status: "running" })
    const aborted = await stage.request("DELETE", `/api/v1/runs/${run.id}`)
    expect((await aborted.json()) as RunRecord).toMatchObject({
      run: { status: "aborted", verdict: null, problem: { code: "asked" } },
    })
    await idleLoadRuns()
    expect((await control("next")).status).toBe(409)
    expect((await stage.request("DELETE", "/api/v1/runs/nobody")).status).toBe(404)
    const audit = readFileSync(join(stage.dataDir, "audit.ndjson"), "utf8")
    for (const action of ["run.start", "run.control", "run.abort"]) expect(audit).toContain(`"${action}"`)
    expect(audit).toContain('"name":"run two-things-break"')
  }, 240_000)
})

describe("a run that is on when the control plane ends", () => {
  let dataDir: string
  let stage: Stage | undefined
  const stageIn = () => startStage({ environment: { GAMEDAY_DATA_DIR: dataDir } })
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "gameday-runs-"))
  })
  afterEach(async () => {
    await stage?.stop()
    stage = undefined
    rmSync(dataDir, { recursive: true, force: true })
  })

  test("is aborted and healed, whether it was told or killed", async () => {
    stage = await stageIn()
    const { run: told } = await start(stage, { source: endless })
    await untilBroken(stage)
    expect(await stage.stop()).toBe(0)
    const record = JSON.parse(
      readFileSync(join(dataDir, "runs", told.id, "record.json"), "utf8"),
    ) as RunRecord
    expect(record.run).toMatchObject({ status: "aborted", problem: { code: "restart" } })
    expect(record.faults.map(({ status }) => status)).toContain("reverted")

    stage = await stageIn()
    const { run: killed } = await start(stage, { source: endless })
    await untilBroken(stage)
    stage.process.kill("SIGKILL")
    await stage.stop()
    stage = await stageIn()
    const { runs } = await read<{ runs: RunSummary[] }>(stage, "/api/v1/runs")
    expect(runs.filter(({ recording }) => !recording)).toMatchObject([
      { id: killed.id, status: "aborted", verdict: null, problem: { code: "restart" } },
      { id: told.id, status: "aborted" },
    ])
    const journal = await (await stage.request("GET", `/api/v1/runs/${killed.id}/journal`)).text()
    const kinds = linesOf(journal).map(({ kind }) => kind)
    expect([kinds.at(0), kinds.at(-1)]).toEqual(["header", "end"])
    expect((await stage.state()).faults.filter(({ status }) => status !== "reverted")).toEqual([])
  }, 300_000)
})
