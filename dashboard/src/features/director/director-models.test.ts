import type { AssertionState, RunState } from "@gameday/contract"
import { expect, test } from "vitest"
import { sampleRun } from "../../../testing/sample-run.ts"
import { sampleScenario } from "../../../testing/sample-scenarios.ts"
import { sampleWorld } from "../../../testing/sample-world.ts"
import { languages } from "../../i18n/i18n.ts"
import { limitWords, measuredWords } from "../../runs/metric-words.ts"
import { promiseState } from "../../runs/promises.ts"
import { verdictSentence, verdictShape } from "../../runs/verdict-words.ts"
import { cueOf } from "./cue-keys.ts"
import { isNotesWindow, notesAddress } from "./notes-window.ts"
import { placeSections, runTimes } from "./run-times.ts"
import { changedValues, isStartable } from "./scenario-form.ts"
import { stressedParts } from "./stressed.ts"
import { trackOf } from "./track-model.ts"

const plain = (text: string) => text.replaceAll("\u00a0", " ")
const assertion = (changes: Partial<AssertionState>): AssertionState => ({
  text: "",
  metric: "availability",
  of: null,
  comparison: ">=",
  limit: 99.9,
  measured: 99.95,
  holds: true,
  ...changes,
})

test("a promise is kept, broken, or still open; at the end nothing is open any more", () => {
  expect(promiseState(assertion({}), false)).toBe("kept")
  expect(promiseState(assertion({ holds: false }), false)).toBe("broken")
  expect(promiseState(assertion({ holds: null, measured: null }), false)).toBe("not-yet")
  expect(promiseState(assertion({ holds: null, measured: null }), true)).toBe("unmeasured")
})

test("what only grows is not broken before the end", () => {
  const orders = assertion({ metric: "orders", limit: 5000, measured: 40, holds: false })
  expect(promiseState(orders, false)).toBe("not-yet")
  expect(promiseState(orders, true)).toBe("broken")
  expect(promiseState({ ...orders, comparison: "<" }, false)).toBe("broken")
})

test("figures and limits read like sentences, in both languages", () => {
  expect(plain(measuredWords("availability", 99.9996, languages.en))).toBe("99.99 %")
  expect(plain(measuredWords("recovery", 1.34, languages.de))).toBe("1,3 s")
  expect(measuredWords("p95", null, languages.en)).toBe("–")
  expect(plain(limitWords(assertion({}), languages.de))).toBe("mindestens 99,9 %")
  const within = assertion({ metric: "recovery", comparison: "<=", limit: 2.5 })
  expect(plain(limitWords(within, languages.en))).toBe("within 2.5 s")
})

test("the verdict names what was not kept, and a run that failed says nothing about the shop", () => {
  const now = 1_000_000_000
  const passed = sampleRun(now, now, "passed")
  expect(verdictSentence(passed, languages.en)).toBe("Every promise was kept: 5 of 5.")
  expect(verdictShape(passed)).toBe("healthy")
  expect(verdictSentence(sampleRun(now, now, "deviated"), languages.en)).toContain(
    "1 of 5 promises not kept: Answers stay under the limit",
  )
  const onlySteps: RunState = { ...passed, verdict: "deviated" }
  expect(verdictSentence(onlySteps, languages.en)).toBe("A step did not work: Log in meanwhile.")
  expect(verdictShape(sampleRun(now, now, "failed"))).toBe("paused")
})

test("time left in the part, of the run, and against the plan", () => {
  const run = sampleRun(0, 0)
  const times = runTimes(run)
  // 582 s in: 17 of 67 s of the fourth part, which began 8 s early.
  expect(times).toEqual({ sectionLeft: 50, left: 310, behind: -8 })
  const late = {
    ...run,
    elapsedSeconds: 650,
    sections: run.sections.map((section) =>
      section.status === "running" ? { ...section, elapsedSeconds: 85 } : section,
    ),
  }
  expect(runTimes(late)).toMatchObject({ sectionLeft: -18, left: 260, behind: 10 })
})

test("parts lie where they took place, and will", () => {
  const placed = placeSections(sampleRun(0, 0).sections)
  expect(placed.map(({ fromSeconds }) => fromSeconds)).toEqual([0, 120, 392, 565, 632, 732, 802])
})

test("the track draws the load where the run was, and nothing it does not know", () => {
  const world = sampleWorld()
  world.play(20_000)
  const { stage } = world
  stage.startRun()
  const state = world.play(5_000)
  const { run } = state
  if (run === null) throw new Error("no run")
  const sources = { run, at: state.at, seconds: stage.seconds, events: stage.events, faults: [] }
  const track = trackOf(sources)
  expect(track.now).toBeCloseTo(587 / 892, 3)
  expect(track.achieved).toMatch(/^M\d/)
  expect(track.bands.map(({ step }) => step.id)).toEqual(["crowd", "kill-checkout"])
  expect(track.planned.map(({ step }) => step.id)).toContain("ask")
  expect(trackOf({ ...sources, events: [] }).achieved).toBe("")
})

test("stressed words are taken apart, and a lonely pair of asterisks is not one", () => {
  expect(stressedParts("Now **look**: 2 ** 3")).toEqual([
    { text: "Now ", stressed: false },
    { text: "look", stressed: true },
    { text: ": 2 ** 3", stressed: false },
  ])
})

test("keys are the presenter's while the run takes them", () => {
  const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, metaKey: false, altKey: false })
  expect(cueOf(key(" "), { status: "running" })).toBe("next")
  expect(cueOf(key("PageDown"), { status: "paused" })).toBe("next")
  expect(cueOf(key("k"), { status: "running" })).toBe("pause")
  expect(cueOf(key("K"), { status: "paused" })).toBe("resume")
  expect(cueOf(key("s"), { status: "running" })).toBe("skip")
  expect(cueOf(key("s", true), { status: "running" })).toBeNull()
  expect(cueOf(key(" "), { status: "healing" })).toBeNull()
})

test("only what was changed is sent, and only within its limits", () => {
  expect(changedValues(sampleScenario, { peakRps: 300, payment: false })).toEqual({ payment: false })
  expect(isStartable(sampleScenario, { peakRps: 50 })).toBe(true)
  expect(isStartable(sampleScenario, { peakRps: 49 })).toBe(false)
  expect(isStartable(sampleScenario, { peakRps: undefined })).toBe(true)
})

test("the notes window keeps language and colours and is never in presenter mode", () => {
  const address = notesAddress("/ha-dashboard/director", "?lang=de&present&theme=light")
  expect(address).toBe("/ha-dashboard/director?lang=de&theme=light&notes=")
  expect(isNotesWindow("?lang=de&notes=")).toBe(true)
  expect(isNotesWindow("?lang=de")).toBe(false)
})
