import type { JournalLine, State } from "@gameday/contract"
import { expect, it } from "vitest"
import type { TelemetryUpdate } from "../../telemetry/ports.ts"
import { sampleEvent, sampleSecond, sampleState } from "../../telemetry/testing/sample-state.ts"
import { FakeClock } from "../../testing/fake-clock.ts"
import { JournalRecorder } from "./journal-recorder.ts"

function recording() {
  const clock = new FakeClock()
  const listeners = new Set<(update: TelemetryUpdate) => void>()
  const lines: JournalLine[] = []
  const recorder = new JournalRecorder({
    clock,
    stage: {
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    write(line) {
      lines.push(line)
      return JSON.stringify(line).length
    },
  })
  const tell = (update: TelemetryUpdate) => {
    for (const listener of listeners) listener(update)
  }
  return { clock, recorder, lines, tell, state: (state: State) => tell({ type: "state", state }) }
}

it("keeps states once a second, and at once when one looks different", () => {
  const { clock, lines, state } = recording()
  const sample = sampleState()
  for (let quarter = 0; quarter < 8; quarter++) {
    state(sample)
    clock.advance(250)
  }
  expect(lines).toHaveLength(2)
  state({ ...sample, healing: true })
  state({ ...sample, healing: true })
  expect(lines).toHaveLength(3)
})

it("keeps every second, event and command", () => {
  const { recorder, lines, tell } = recording()
  tell({ type: "second", second: sampleSecond() })
  tell({ type: "event", event: sampleEvent(1) })
  recorder.command({ role: "operator", name: "anna", address: "" }, "skip")
  recorder.close({ ...sampleState(), healing: true })
  tell({ type: "event", event: sampleEvent(2) })
  expect(lines.map(({ kind }) => kind)).toEqual(["second", "event", "command", "state"])
  expect(lines.at(2)).toMatchObject({ actor: "anna", action: "skip" })
  expect(lines.at(3)).toMatchObject({ state: { healing: true } })
})

it("stays below 2 MB a minute however large the stage is, and goes on where it was", () => {
  const { clock, lines, state } = recording()
  const sample = sampleState()
  const [fault] = sample.faults
  if (fault === undefined) throw new Error("the sample has a fault")
  const large: State = { ...sample, faults: Array.from({ length: 200 }, () => fault) }
  let healing = false
  for (let quarter = 0; quarter < 480; quarter++) {
    healing = !healing
    state({ ...large, healing })
    clock.advance(250)
  }
  const bytes = lines.reduce((sum, line) => sum + JSON.stringify(line).length, 0)
  expect(bytes).toBeLessThan(2 * 2_000_000)
  expect(bytes).toBeGreaterThan(2_000_000)
})
