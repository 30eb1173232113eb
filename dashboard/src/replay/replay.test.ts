import type { JournalLine } from "@gameday/contract"
import { beforeEach, expect, test } from "vitest"
import { FakeClock } from "../../testing/fake-clock.ts"
import { sampleJournal } from "../../testing/sample-journal.ts"
import { emptyStage, type Stage } from "../store/stage.ts"
import { stageSink, useStage } from "../store/stage-store.ts"
import { type Journal, JournalReader } from "./journal.ts"
import { type Playback, Player } from "./player.ts"

const startedAt = Date.UTC(2026, 4, 12, 14, 30)
const lines = sampleJournal("a-run", startedAt)

function read(written: readonly JournalLine[]): Journal {
  const reader = new JournalReader()
  for (const line of written) reader.line(JSON.stringify(line))
  const journal = reader.journal()
  if (typeof journal === "string") throw new Error(journal)
  return journal
}

const journal = read(lines)
let clock: FakeClock
let playback: Playback | null
let player: Player

beforeEach(() => {
  clock = new FakeClock()
  useStage.setState(emptyStage, true)
  player = new Player(journal, { clock, sink: stageSink, changed: (change) => (playback = change) })
})

/** What a viewer sees, without how it came there. */
function picture(): Partial<Stage> {
  const { state, seconds, events, role } = useStage.getState()
  return { state, seconds, events, role }
}
const passed = () => ((playback?.at ?? 0) - journal.from) / 1000

test("a recording plays through the store, as its viewer", () => {
  player.start()
  expect(useStage.getState().connection.state).toBe("replay")
  expect(useStage.getState().role).toBe("viewer")
  clock.pass(30_000)
  expect(passed()).toBeCloseTo(30, 3)
  expect(useStage.getState().state?.run?.currentSection).toBe("doors-open")
  expect(useStage.getState().seconds.length).toBeGreaterThanOrEqual(29)
})

test("jumping somewhere shows what playing until there shows, forward and back", () => {
  player.start()
  clock.pass(100_000)
  const played = picture()
  expect(played.state?.incidents).toHaveLength(1)
  player.pause()
  player.seek(journal.from + 10_000)
  expect(picture().state?.incidents).toHaveLength(0)
  expect(picture().seconds?.length).toBeLessThan(11)
  player.seek(journal.to)
  player.seek(journal.from + 100_000)
  expect(picture()).toEqual(played)
})

test("runs as fast as it is told, and stands when it is told", () => {
  player.start()
  player.setSpeed(10)
  clock.pass(5_000)
  expect(passed()).toBeCloseTo(50, 3)
  player.pause()
  clock.pass(60_000)
  expect(passed()).toBeCloseTo(50, 3)
  player.changeSpeed(1)
  player.toggle()
  clock.pass(1_000)
  expect(passed()).toBeCloseTo(70, 3)
})

test("stops at its end with the verdict, and plays again from the beginning", () => {
  player.start()
  player.setSpeed(20)
  clock.pass(60_000)
  expect(playback).toMatchObject({ at: journal.to, playing: false })
  expect(useStage.getState().state?.run?.verdict).toBe("deviated")
  player.play()
  expect(passed()).toBe(0)
  expect(useStage.getState().state?.run?.verdict).toBeNull()
})

test("jumps from mark to mark: sections, what was broken, what was detected", () => {
  expect(new Set(journal.marks.map(({ kind }) => kind))).toEqual(new Set(["section", "fault", "incident"]))
  player.start()
  player.pause()
  // The first is where it begins.
  const [, second] = journal.marks
  player.seekMark(1)
  expect(playback?.at).toBe(second?.at)
  player.seekMark(-1)
  expect(playback?.at).toBe(journal.from)
})

test("a line that was cut off is left out, another format is refused, and so is one without a picture", () => {
  const reader = new JournalReader()
  for (const line of lines.slice(0, 20)) reader.line(JSON.stringify(line))
  reader.line('{"kind":"state","at":17')
  expect(typeof reader.journal()).toBe("object")

  const other = new JournalReader()
  other.line(JSON.stringify({ ...lines[0], format: 99 }))
  expect(other.journal()).toBe("format")

  const empty = new JournalReader()
  empty.line(JSON.stringify(lines[0]))
  expect(empty.journal()).toBe("empty")
})
