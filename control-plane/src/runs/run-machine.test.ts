import type { RunProblem } from "@gameday/contract"
import { describe, expect, it } from "vitest"
import { nextPhase, type RunEvent, type RunPhase } from "./run-machine.ts"

const asked: RunProblem = { code: "asked", message: "anna ended it" }
const notSteady: RunProblem = { code: "not-steady", message: "p95" }
const notHealed: RunProblem = { code: "heal-failed", message: "something is left" }

const planned: RunPhase = { kind: "planned" }
const checking: RunPhase = { kind: "checking" }
const running: RunPhase = { kind: "running" }
const paused: RunPhase = { kind: "paused", by: "presenter" }
const healing: RunPhase = { kind: "healing", problem: null }
const brokenOff: RunEvent = { type: "broken-off", problem: asked }
const healed: RunEvent = { type: "healed", verdict: "passed" }
const healingAfter = (problem: RunProblem): RunPhase => ({ kind: "healing", problem })

/** The table above the machine, row by row. */
const rows: readonly [RunPhase, RunEvent, RunPhase][] = [
  [planned, { type: "begin" }, checking],
  [planned, brokenOff, healingAfter(asked)],
  [checking, { type: "steady" }, running],
  [checking, { type: "broken-off", problem: notSteady }, healingAfter(notSteady)],
  [running, { type: "pause", by: "step" }, { kind: "paused", by: "step" }],
  [running, { type: "over" }, healing],
  [running, brokenOff, healingAfter(asked)],
  [paused, { type: "resume" }, running],
  [paused, brokenOff, healingAfter(asked)],
  [healing, brokenOff, healingAfter(asked)],
  [healing, healed, { kind: "completed", verdict: "passed" }],
  [healingAfter(asked), healed, { kind: "aborted", problem: asked }],
  [healingAfter(notSteady), healed, { kind: "failed", problem: notSteady }],
  [healing, { type: "not-healed", problem: notHealed }, { kind: "failed", problem: notHealed }],
  [healingAfter(asked), { type: "not-healed", problem: notHealed }, { kind: "failed", problem: notHealed }],
]

describe("the machine of a run", () => {
  it.each(rows)("%j, %j → %j", (phase, event, next) => {
    expect(nextPhase(phase, event)).toEqual(next)
  })

  it("changes nothing on any other event", () => {
    const phases: RunPhase[] = [
      planned,
      checking,
      running,
      paused,
      healing,
      { kind: "completed", verdict: "passed" },
      { kind: "failed", problem: notSteady },
      { kind: "aborted", problem: asked },
    ]
    expect(nextPhase(healingAfter(notSteady), brokenOff)).toBeUndefined()
    const events: RunEvent[] = [
      { type: "begin" },
      { type: "steady" },
      { type: "resume" },
      { type: "over" },
      { type: "pause", by: "presenter" },
      brokenOff,
      healed,
      { type: "not-healed", problem: notHealed },
    ]
    const taken = new Set(rows.map(([phase, event]) => `${phase.kind} ${event.type}`))
    for (const phase of phases) {
      for (const event of events) {
        if (taken.has(`${phase.kind} ${event.type}`)) continue
        expect(nextPhase(phase, event), `${phase.kind} ${event.type}`).toBeUndefined()
      }
    }
  })
})
