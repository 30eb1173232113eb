import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { FakeClock } from "../../testing/fake-clock.ts"
import { sampleJournal } from "../../testing/sample-journal.ts"
import { emptyStage } from "../store/stage.ts"
import { stageSink, useStage } from "../store/stage-store.ts"
import { Recording } from "./recording.ts"
import { beginSecondsIn, recordingIn, setReplay, useReplay } from "./replay-store.ts"

const text = sampleJournal("a-run", Date.UTC(2026, 4, 12))
  .map((line) => JSON.stringify(line))
  .join("\n")
const phase = () => useReplay.getState().replay.phase
let recording: Recording

function load(answer: () => Promise<Response>, beginSeconds = 0) {
  const loadAhead = vi.fn(() => Promise.resolve())
  const fetch = vi.fn(answer)
  recording = new Recording("a run", beginSeconds, {
    clock: new FakeClock(),
    sink: stageSink,
    fetch,
    loadAhead,
  })
  recording.start()
  return { fetch, loadAhead }
}

beforeEach(() => useStage.setState(emptyStage, true))
afterEach(() => {
  recording.stop()
  setReplay({ phase: "none" })
})

test("fetches the journal once, and everything the page may need without a network", async () => {
  const { fetch, loadAhead } = load(() => Promise.resolve(new Response(text)), 20)
  expect(phase()).toBe("loading")
  await vi.waitFor(() => expect(phase()).toBe("ready"))
  expect(fetch.mock.calls).toEqual([["/api/v1/runs/a%20run/journal"]])
  expect(loadAhead).toHaveBeenCalledOnce()
  const { replay } = useReplay.getState()
  if (replay.phase !== "ready") throw new Error(replay.phase)
  expect(replay.playback.at - replay.journal.from).toBe(20_000)
  expect(useStage.getState().state?.run?.id).toBe("a-run")
})

test("plays also when some view could not be loaded ahead", async () => {
  recording = new Recording("a-run", 0, {
    clock: new FakeClock(),
    sink: stageSink,
    fetch: () => Promise.resolve(new Response(text)),
    loadAhead: () => Promise.reject(new Error("gone")),
  })
  recording.start()
  await vi.waitFor(() => expect(phase()).toBe("ready"))
})

test.each([
  ["unknown", () => Promise.resolve(new Response("{}", { status: 404 }))],
  ["unreachable", () => Promise.resolve(new Response("{}", { status: 502 }))],
  ["unreachable", () => Promise.reject(new TypeError("fetch failed"))],
  ["format", () => Promise.resolve(new Response("<html>"))],
] as const)("says that a recording is %s", async (reason, answer) => {
  load(answer)
  await vi.waitFor(() => expect(useReplay.getState().replay).toEqual({ phase: "failed", reason }))
})

test("without a session there is only the way to one", async () => {
  load(() => Promise.resolve(new Response("{}", { status: 401 })))
  await vi.waitFor(() => expect(useStage.getState().connection.state).toBe("no-session"))
})

test("the address says which run, and from where", () => {
  expect(recordingIn("?theme=dark&replay=x-1&at=90")).toBe("x-1")
  expect(recordingIn("?theme=dark")).toBeNull()
  expect(beginSecondsIn("?replay=x&at=90")).toBe(90)
  expect(beginSecondsIn("?replay=x&at=soon")).toBe(0)
})
