import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { RunRecord, RunRequest, RunState } from "@gameday/contract"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import {
  sampleJournal,
  sampleRecord,
  sampleSecond,
  withRun,
} from "../control-plane/src/runs/report/testing/sample-record.ts"
import { sampleState } from "../control-plane/src/telemetry/testing/sample-state.ts"
import { startStage } from "./run/start-stage.ts"

const token = "operator-token-of-a-test"
const passed = withRun({
  verdict: "passed",
  expectations: sampleRecord.run.expectations.filter(({ assertion }) => assertion.holds === true),
  steps: [],
})

let home: string
let scenario: string
const closing: (() => void)[] = []
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "gameday-run-"))
  scenario = join(home, "small.yaml")
  writeFileSync(scenario, small)
})
afterEach(() => {
  for (const close of closing.splice(0)) close()
  rmSync(home, { recursive: true, force: true })
})

const small = `
name: small
title: { en: Small, de: Klein }
description: { en: Small, de: Klein }
variables:
  rps: { default: 20, description: { en: Rate, de: Rate } }
  loud: { default: false, description: { en: Loud, de: Laut } }
load: { journey: shopper, profile: { kind: constant, rps: "\${rps}" } }
steadyState: { that: [availability >= 99] }
sections:
  - { id: only, title: { en: Only, de: Einzig }, seconds: 2, holds: "\${loud}" }
expectations:
  - { id: open, title: { en: Open, de: Offen }, that: availability >= 99 }
`

/** Starts the real command in a process of its own. */
function start(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "gameday.mjs"), ...args], {
    env: { PATH: process.env.PATH, HOME: home, GAMEDAY_DATA_DIR: home, ...environment },
  })
  const said = { out: "", err: "" }
  child.stdout.on("data", (chunk) => (said.out += chunk))
  child.stderr.on("data", (chunk) => (said.err += chunk))
  const ended = once(child, "close").then(([code]) => ({ code: code as number, ...said }))
  return { child, said, ended }
}

/** A control plane whose run shows these states, one per question, the last of them for as long as it takes. */
async function stageWith(states: readonly Partial<RunState>[], record: RunRecord = passed) {
  const asked: string[] = []
  const requests: RunRequest[] = []
  let next = 0
  let aborted = false
  const now = (): RunRecord => {
    const state = aborted ? abortedState : (states[Math.min(next++, states.length - 1)] ?? {})
    return withRun(state, record)
  }
  const server = createServer(({ method, url = "", headers }, response) => {
    const say = (status: number, body: object | string) =>
      response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body))
    if (url === "/health") return say(200, { status: "up" })
    if (headers.authorization !== `Bearer ${token}`) return say(401, { code: "unauthenticated", message: "" })
    asked.push(`${method} ${url}`)
    if (url === "/api/v1/state") return say(200, { ...sampleState(), run: now().run })
    if (method === "POST") return say(201, withRun({ status: "planned" }, record))
    if (method === "DELETE") aborted = true
    if (url.includes("/report?")) return say(200, `report ${url}`)
    if (url.includes("/unknown")) return say(404, { code: "unknown_run", message: "There is no such run." })
    return say(200, aborted ? withRun(abortedState, record) : record)
  })
  server.on("request", (request) => {
    if (request.method !== "POST") return
    let body = ""
    request.on("data", (chunk) => (body += chunk))
    request.on("end", () => requests.push(JSON.parse(body) as RunRequest))
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const environment = { GAMEDAY_URL: `http://127.0.0.1:${port}`, GAMEDAY_OPERATOR_TOKEN: token }
  return { asked, requests, environment }
}

const abortedState = {
  status: "aborted",
  verdict: null,
  problem: { code: "asked", message: "Ended by the operator." },
} as const satisfies Partial<RunState>
const running = {
  status: "running",
  verdict: null,
  currentSection: "break",
} as const satisfies Partial<RunState>
const checking = { status: "checking", verdict: null, steadyState: [] } as const satisfies Partial<RunState>

describe("gameday run", () => {
  test("follows the run, prints the verdict and ends with 0", async () => {
    const { environment, requests } = await stageWith([checking, running, { status: "completed" }])
    const { code, out } = await start(["run", scenario, "--set", "rps=30", "--set", "loud=true"], environment)
      .ended
    expect(code).toBe(0)
    expect(requests).toEqual([{ source: small, variables: { rps: 30, loud: true }, cues: "auto" }])
    expect(out).toMatch(/^checking$/m)
    expect(out).toMatch(/We break something {3}100 of 100 rps, p95 24 ms/)
    expect(out).toMatch(/: passed, 3 of 3 promises kept\./)
    expect(out).toMatch(/✔ The shop stays open +Availability +measured 99\.97 % +promised ≥ 99\.9 %/)
    expect(out).not.toContain("\u001b")
  })

  test.each([
    [
      "a broken promise",
      sampleRecord,
      1,
      /not passed, 3 of 5[\s\S]*✘ Pages stay fast[\s\S]*✘ step login failed/,
    ],
    [
      "a run that could not run",
      withRun({ status: "failed", verdict: null, problem: { code: "not-steady", message: "Never steady." } }),
      2,
      /could not run, no verdict\. Never steady\.[\s\S]*\? The shop stays open/,
    ],
    ["a run that somebody aborted", withRun(abortedState), 130, /aborted and healed, no verdict/],
  ])("%s has an exit code of its own", async (_, record, expected, words) => {
    const { environment } = await stageWith([{}], record)
    const { code, out } = await start(["run", scenario], environment).ended
    expect(code).toBe(expected)
    expect(out).toMatch(words)
  })

  test("writes what was asked for", async () => {
    const { environment, asked } = await stageWith([{}])
    const folder = join(home, "a/b")
    const { code, out } = await start(
      ["run", scenario, "--report", folder, "--junit", join(home, "j.xml"), "--json", join(home, "r.json")],
      environment,
    ).ended
    expect(code).toBe(0)
    for (const name of ["report.en.html", "report.de.html", "junit.xml", "run.json"]) {
      expect(out).toContain(join(folder, name))
      expect(existsSync(join(folder, name))).toBe(true)
    }
    expect(readFileSync(join(home, "j.xml"), "utf8")).toContain("format=junit")
    expect(readFileSync(join(folder, "report.de.html"), "utf8")).toContain("format=html&lang=de")
    expect(asked.filter((line) => line.includes("/report?"))).toHaveLength(6)
  })

  test("Ctrl-C aborts the run, a second one is asked to wait, and it ends with 130", async () => {
    const { environment, asked } = await stageWith([running])
    const { child, said, ended } = start(["run", scenario], environment)
    await expect.poll(() => said.out, { timeout: 15_000 }).toContain("We break something")
    child.kill("SIGINT")
    child.kill("SIGINT")
    await expect.poll(() => said.out).toContain("Aborting the run")
    const { code, out } = await ended
    expect(code).toBe(130)
    expect(out).toContain("no verdict. Ended by the operator.")
    expect(asked.filter((line) => line === "DELETE /api/v1/runs/k3f9a2q7")).toHaveLength(1)
  })

  test.each([
    [["--set", "rpm=3"], 64, /no variable "rpm". Did you mean "rps"\?/],
    [["--set", "rps=fast"], 64, /rps is a number, such as 20, not "fast"/],
    [["--set", "loud=yes"], 64, /true or false/],
    [["--platform", "mainframe"], 64, /local or docker/],
    [["--platform", "docker"], 2, /platform local is running/],
  ])("%o is refused with a sentence before anything runs", async (args, expected, sentence) => {
    const { environment, asked } = await stageWith([{}])
    const { code, err } = await start(["run", scenario, ...args], environment).ended
    expect([code, err]).toEqual([expected, expect.stringMatching(sentence)])
    expect(asked.filter((line) => line.startsWith("POST"))).toEqual([])
  })

  test("a mistake in the file is named with its line, and could not run is 2", async () => {
    writeFileSync(scenario, small.replace("journey: shopper", "journey: shoplifter"))
    const { code, err } = await start(["run", scenario]).ended
    expect([code, err]).toEqual([2, expect.stringMatching(/small\.yaml:8:\d+: .*shoplifter/)])
  })
})

describe("starting a stage for a run", () => {
  const stage = (script: string) => ({ program: process.execPath, args: ["-e", script] })
  const never = new AbortController().signal

  test("shows its steps without the banner, whose links hold tokens, and ends it", async () => {
    const lines: string[] = []
    const started = await startStage(
      stage(
        'console.log("✔ Starting\\n\\n  Gameday is on stage\\n token=secret"); setInterval(() => {}, 1000)',
      ),
      { print: (line) => lines.push(line), environment: {}, interrupted: never },
    )
    await started.end()
    expect(lines).toEqual(["✔ Starting"])
  })

  test("repeats the last words of one that does not start", async () => {
    const failing = startStage(stage('console.error("Port 3001 is taken"); process.exit(1)'), {
      print: () => undefined,
      environment: {},
      interrupted: never,
    })
    await expect(failing).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining("Port 3001"),
    })
  })

  test("ends one that nobody waits for any longer", async () => {
    const interruption = new AbortController()
    const starting = startStage(stage("setInterval(() => {}, 1000)"), {
      print: () => undefined,
      environment: {},
      interrupted: interruption.signal,
    })
    interruption.abort()
    await expect(starting).rejects.toMatchObject({ exitCode: 130 })
  })
})

describe("gameday compare", () => {
  const write = (name: string, factor: number) => {
    const seconds = Array.from({ length: 90 }, (_, second) => sampleSecond(second, factor))
    const totals = sampleRecord.totals
    const all = totals === null ? null : { ...totals.all, p95Ms: 48.2 * factor }
    const record = { ...sampleRecord, totals: { ...totals, all } }
    writeFileSync(join(home, name), `${JSON.stringify({ record, seconds, events: [] })}\n`)
    return join(home, name)
  }

  test("marks what got worse, and ends with 1 then", async () => {
    const [a, b] = [write("a.json", 1), write("b.json", 1.5)]
    const { code, out } = await start(["compare", a, b]).ended
    expect(code).toBe(1)
    expect(out).toMatch(/^p95 +48\.2 ms +72\.3 ms +\+50\.0 % +\d\.\d % +worse$/m)
    expect((await start(["compare", a, a]).ended).code).toBe(0)
    expect((await start(["compare", a]).ended).code).toBe(64)
  })
})

describe("gameday replay", () => {
  test("prints a journal's events without a stage", async () => {
    const file = join(home, "journal.ndjson")
    const lines = [
      ...sampleJournal.events.map((event) => ({ kind: "event", at: event.at, event })),
      { kind: "end", at: 1, record: sampleRecord },
    ]
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
    const { code, out } = await start(["replay", file]).ended
    expect(code).toBe(0)
    expect(out).toMatch(/High availability in 3 minutes.*deviated/)
    expect(out).toMatch(/ 1:00 +run\.section +We break something/)
  })

  test("prints the dashboard's link of a running stage, and says when there is no such run", async () => {
    const { environment } = await stageWith([{}])
    const { code, out } = await start(["replay", "k3f9a2q7"], environment).ended
    expect([code, out]).toEqual([
      0,
      `${environment.GAMEDAY_URL}/ha-dashboard?replay=k3f9a2q7&token=${token}\n`,
    ])
    expect((await start(["replay", "unknown"]).ended).code).toBe(2)
  })
})
