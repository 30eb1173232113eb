// `npm run record -- [scenario …]`: plays scenarios on a real local stage and keeps each run that passed as the recording that is
// shipped with it (scenarios/recordings/<scenario>.ndjson.gz). Without names: all of them. `cut=20` goes on to the next part as soon
// as this one has lasted 20 s and its steps have ended: an hour of agenda becomes minutes, and everything in it still happens.
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { gzipSync } from "node:zlib"
import { endedStatuses, type RunRecord, type RunState, type ScenarioList } from "@gameday/contract"
import { sleep, systemClock } from "../control-plane/src/clock.ts"
import { type Stage, startStage } from "../tests/stage.ts"

const words = process.argv.slice(2)
const cutWord = words.find((word) => word.startsWith("cut="))
const cutSeconds = cutWord === undefined ? Number.POSITIVE_INFINITY : Number(cutWord.slice("cut=".length))
const directory = resolve(import.meta.dirname, "../scenarios/recordings")

async function ask<T>(stage: Stage, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await stage.request(method, path, body)
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
  return (await answer.json()) as T
}

function isReadyToGoOn({ currentSection, sections, steps, nextCue }: RunState): boolean {
  if (nextCue?.waiting === true) return true
  const elapsed = sections.find(({ id }) => id === currentSection)?.elapsedSeconds ?? 0
  const ended = steps.every(
    ({ section, status }) => section !== currentSection || (status !== "waiting" && status !== "running"),
  )
  return elapsed >= cutSeconds && ended
}

async function play(stage: Stage, scenario: string): Promise<RunState> {
  const cues = Number.isFinite(cutSeconds) ? "manual" : "auto"
  const { run } = await ask<RunRecord>(stage, "POST", "/api/v1/runs", { scenario, cues })
  for (;;) {
    await sleep(systemClock, 1_000)
    const state = await ask<RunRecord>(stage, "GET", `/api/v1/runs/${run.id}`)
    if (endedStatuses.some((status) => status === state.run.status)) return state.run
    if (cues === "manual" && state.run.status === "running" && isReadyToGoOn(state.run)) {
      await ask(stage, "POST", `/api/v1/runs/${run.id}/control`, { action: "next" })
    }
  }
}

async function keep(stage: Stage, { id, scenario }: RunState): Promise<number> {
  const journal = await stage.request("GET", `/api/v1/runs/${id}/journal`)
  const packed = gzipSync(Buffer.from(await journal.arrayBuffer()), { level: 9 })
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, `${scenario}.ndjson.gz`), packed)
  return packed.byteLength
}

const stage = await startStage()
let missing = 0
try {
  const { scenarios } = await ask<ScenarioList>(stage, "GET", "/api/v1/scenarios")
  const known = scenarios.map(({ scenario }) => scenario.name)
  const wanted = words.filter((word) => word !== cutWord)
  for (const name of wanted.length === 0 ? known : wanted) {
    const run = await play(stage, name)
    if (run.verdict === "passed") console.log(`${name}: passed, ${await keep(stage, run)} bytes`)
    else {
      missing++
      const broken = run.expectations.filter(({ assertion }) => assertion.holds !== true)
      const reasons = broken.map(({ assertion }) => `${assertion.text} (${assertion.measured})`)
      const failed = run.steps.filter(({ status }) => status === "failed")
      const steps = failed.map(({ id, outcome }) => `${id}: ${outcome}`)
      const before = existsSync(join(directory, `${name}.ndjson.gz`)) ? "; the recording of before stays" : ""
      const why = [run.problem?.message ?? run.verdict, ...reasons, ...steps].join("; ")
      console.log(`${name}: not kept${before}: ${why}`)
    }
  }
} finally {
  await stage.stop()
}
process.exitCode = missing === 0 ? 0 : 1
