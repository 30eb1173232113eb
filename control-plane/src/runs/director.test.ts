import type { ScenarioSection } from "@gameday/contract"
import { beforeEach, describe, expect, it } from "vitest"
import { FakeClock } from "../testing/fake-clock.ts"
import { Director } from "./director.ts"
import { scriptOf } from "./script.ts"
import type { StepOutcome } from "./step-progress.ts"
import { Stopwatch } from "./stopwatch.ts"
import { flush, pass } from "./testing/flush.ts"
import { kill, say, scenarioOf, section } from "./testing/scenario-sketch.ts"

let clock: FakeClock
let watch: Stopwatch
/** What happened, with the second of the run's clock. */
let told: string[]
let held: Record<string, boolean | null>
/** Steps that take as long as a test wants. */
let slow: Map<string, PromiseWithResolvers<StepOutcome>>

beforeEach(() => {
  clock = new FakeClock()
  watch = new Stopwatch(clock)
  told = []
  held = {}
  slow = new Map()
})

function directing(sections: ScenarioSection[], cues: "auto" | "manual" = "manual"): Director {
  const tell = (what: string) => told.push(`${watch.elapsedSeconds().toFixed(1)} ${what}`)
  const director = new Director({
    script: scriptOf(scenarioOf(sections)),
    cues,
    clock,
    watch,
    perform: ({ id }) => {
      tell(id)
      return slow.get(id)?.promise ?? Promise.resolve({ outcome: null })
    },
    holds: (assertion) => held[assertion] ?? null,
    onSection: ({ section: { id } }) => tell(`[${id}]`),
    onFailed: ({ id }, reason) => tell(`${id} failed: ${reason}`),
    onPause: ({ id }) => {
      tell(`${id} pauses`)
      watch.stop()
    },
    onOver: () => tell("over"),
  })
  watch.start()
  clock.every(100, () => director.tick())
  director.tick()
  return director
}

const statusOf = (director: Director, id: string) => director.steps().find((step) => step.id === id)?.status

describe("a step begins", () => {
  it("at so many seconds of its section", async () => {
    directing([section("a", 3), section("b", 5, [say("x", { at: 2 })])])
    await pass(clock, 9)
    expect(told).toEqual(["0.0 [a]", "3.0 [b]", "5.0 x", "8.0 over"])
  })

  it("in its turn, when the one before it in its track has ended; tracks run beside each other", async () => {
    slow.set("restart", Promise.withResolvers())
    directing([section("a", 1, [say("restart"), say("then"), say("beside", { track: "other" })])])
    await pass(clock, 2)
    expect(told).toEqual(["0.0 [a]", "0.0 restart", "0.0 beside"])
    slow.get("restart")?.resolve({ outcome: "done" })
    await flush()
    expect(told.slice(3)).toEqual(["2.0 then", "2.0 over"])
  })

  it("so many seconds after another has ended, also one of an earlier section", async () => {
    directing([
      section("a", 2, [say("x", { at: 1 })]),
      section("b", 1, [say("y", { after: { step: "x", seconds: 3 } })]),
    ])
    await pass(clock, 5)
    expect(told).toEqual(["0.0 [a]", "1.0 x", "2.0 [b]", "4.0 y", "4.0 over"])
  })

  it("when an assertion holds, once it is its turn", async () => {
    held = { "healthy-core = 4": true }
    directing([section("a", 1, [say("x", { at: 2 }), say("y", { when: "healthy-core = 4" })])])
    await pass(clock, 1)
    held = { "healthy-core = 4": false }
    await pass(clock, 3)
    expect(told).toEqual(["0.0 [a]", "2.0 x"])
    held = { "healthy-core = 4": true }
    await pass(clock, 1)
    expect(told.slice(2)).toEqual(["4.1 y", "4.1 over"])
  })

  it("not at all when its assertion never holds: it fails, and what comes after it goes on", async () => {
    const director = directing([
      section("a", 1, [say("x", { when: "errors > 1", withinSeconds: 3 }), say("y")]),
    ])
    await pass(clock, 4)
    expect(told).toEqual(["0.0 [a]", "3.0 x failed: errors > 1 did not hold within 3 s", "3.0 y", "3.0 over"])
    expect(director.steps()).toMatchObject([
      { id: "x", status: "failed", outcome: "errors > 1 did not hold within 3 s", startedAt: null },
      { id: "y", status: "done" },
    ])
  })

  it("on the presenter's cue", async () => {
    const director = directing([section("a", 1, [say("x", { cue: true }), say("y")])])
    await pass(clock, 5)
    expect(told).toEqual(["0.0 [a]"])
    expect(director.nextCue()).toMatchObject({ kind: "step", title: { en: "x" }, waiting: true })
    director.next()
    await flush()
    expect(told.slice(1)).toEqual(["5.0 x", "5.0 y", "5.0 over"])
  })

  it("by itself when cues are automatic and the section's time is over", async () => {
    const director = directing([section("a", 3, [say("x", { cue: true })], { holds: true })], "auto")
    await pass(clock, 1)
    expect(director.nextCue()).toMatchObject({ kind: "step", waiting: false })
    await pass(clock, 3)
    expect(told).toEqual(["0.0 [a]", "3.0 x", "3.0 over"])
  })
})

describe("a section", () => {
  it("ends when its time is over and its steps have ended", async () => {
    slow.set("x", Promise.withResolvers())
    directing([section("a", 2, [say("x")]), section("b", 1)])
    await pass(clock, 4)
    expect(told).toEqual(["0.0 [a]", "0.0 x"])
    slow.get("x")?.resolve({ outcome: null })
    await flush()
    expect(told.at(-1)).toBe("4.0 [b]")
  })

  it("that holds waits for the presenter at its end", async () => {
    const director = directing([section("a", 2, [], { holds: true }), section("b", 1)])
    await pass(clock, 1)
    expect(director.nextCue()).toMatchObject({ kind: "section", title: { en: "b" }, waiting: false })
    await pass(clock, 3)
    expect(told).toEqual(["0.0 [a]"])
    expect(director.nextCue()).toMatchObject({ kind: "section", waiting: true })
    director.next()
    expect(told.at(-1)).toBe("4.0 [b]")
    expect(director.sections()).toMatchObject([
      { id: "a", status: "done", elapsedSeconds: 4 },
      { id: "b", status: "running", elapsedSeconds: 0 },
    ])
  })

  it("ends early on next: what waits is skipped, what runs ends first", async () => {
    slow.set("x", Promise.withResolvers())
    const director = directing([section("a", 60, [say("x"), say("y", { at: 30 })]), section("b", 1)])
    await pass(clock, 2)
    director.next()
    await pass(clock, 1)
    expect(statusOf(director, "y")).toBe("skipped")
    expect(told.at(-1)).toBe("0.0 x")
    slow.get("x")?.resolve({ outcome: null })
    await flush()
    expect(told.at(-1)).toBe("3.0 [b]")
  })
})

describe("a pause in the scenario", () => {
  const sections = [
    section("a", 5, [
      { id: "p", at: 1, pause: { en: "Questions?", de: "Fragen?" } },
      say("x", { track: "b", at: 2 }),
    ]),
  ]

  it("lets everything stand still until the presenter goes on", async () => {
    const director = directing(sections)
    await pass(clock, 10)
    expect(told).toEqual(["0.0 [a]", "1.0 p pauses"])
    expect(director.nextCue()).toMatchObject({ kind: "pause", title: { en: "Questions?" } })
    director.endPause()
    watch.start()
    await pass(clock, 5)
    expect(told.slice(2)).toEqual(["2.0 x", "5.0 over"])
  })

  it("ends with the section's time when cues are automatic", async () => {
    const director = directing(sections, "auto")
    await pass(clock, 4)
    expect(told).toEqual(["0.0 [a]", "2.0 x"])
    expect(statusOf(director, "p")).toBe("running")
    await pass(clock, 2)
    expect(told.at(-1)).toBe("5.0 over")
    expect(statusOf(director, "p")).toBe("done")
  })
})

describe("skip leaves out", () => {
  it("what waits for a cue or a condition, and what runs", async () => {
    slow.set("x", Promise.withResolvers())
    const director = directing([
      section("a", 5, [
        say("x"),
        say("y"),
        say("c", { track: "cues", cue: true }),
        say("z", { track: "cues" }),
      ]),
    ])
    await pass(clock, 1)
    director.skip()
    await pass(clock, 1)
    expect(director.steps().map(({ id, status }) => `${id} ${status}`)).toEqual([
      "x skipped",
      "y done",
      "c skipped",
      "z done",
    ])
    expect(told.slice(2)).toEqual(["1.0 y", "1.0 z"])
  })

  it("else the next step, else the rest of the section", async () => {
    const director = directing([section("a", 60, [say("x", { at: 30 })]), section("b", 1)])
    await pass(clock, 1)
    director.skip()
    expect(statusOf(director, "x")).toBe("skipped")
    expect(director.currentSection).toBe("a")
    director.skip()
    expect(director.currentSection).toBe("b")
  })

  it("and remembers what a skipped injection has broken all the same", async () => {
    slow.set("kill", Promise.withResolvers())
    const director = directing([section("a", 60, [{ id: "kill", inject: kill }])])
    director.skip()
    slow.get("kill")?.resolve({ outcome: "checkout-1", faultId: "f1" })
    await flush()
    expect(director.faultOf("kill")).toBe("f1")
    expect(statusOf(director, "kill")).toBe("skipped")
  })
})

describe("whoever is in a hurry leaves nothing broken behind", () => {
  const sections = [
    section("a", 60, [
      { id: "kill", inject: kill },
      say("word", { at: 30 }),
      { id: "mend", at: 40, heal: "kill" },
      { id: "all", at: 50, heal: "everything" },
    ]),
    section("b", 60),
  ]
  beforeEach(() => {
    slow.set("kill", Promise.withResolvers())
    slow.get("kill")?.resolve({ outcome: "checkout-1", faultId: "f1" })
  })

  it("on next: what was to be healed later is healed now", async () => {
    const director = directing(sections)
    await pass(clock, 1)
    director.next()
    await flush()
    expect(["word", "mend", "all"].map((id) => statusOf(director, id))).toEqual(["skipped", "done", "done"])
    expect(director.currentSection).toBe("b")
  })

  it("on skip: a heal that comes next is done, not left out", async () => {
    const director = directing(sections)
    await pass(clock, 31)
    director.skip()
    await flush()
    expect(statusOf(director, "mend")).toBe("done")
  })

  it("but where nothing was broken there is nothing to heal", async () => {
    const director = directing([
      section("a", 60, [
        { id: "kill", at: 20, inject: kill },
        { id: "mend", at: 40, heal: "kill" },
      ]),
    ])
    await pass(clock, 1)
    director.next()
    await flush()
    expect(statusOf(director, "mend")).toBe("skipped")
  })
})

it("a step that hangs fails after two minutes, and the show goes on", async () => {
  slow.set("x", Promise.withResolvers())
  const director = directing([section("a", 1, [say("x")]), section("b", 60)])
  await pass(clock, 119)
  expect(statusOf(director, "x")).toBe("running")
  await pass(clock, 2)
  expect(statusOf(director, "x")).toBe("failed")
  expect(director.currentSection).toBe("b")
})

it("a step that fails does not stop the show", async () => {
  slow.set("x", Promise.withResolvers())
  const director = directing([section("a", 1, [say("x"), say("y")])])
  slow.get("x")?.reject(new Error("no instance to hit"))
  await pass(clock, 2)
  expect(director.steps()).toMatchObject([
    { status: "failed", outcome: "no instance to hit" },
    { status: "done" },
  ])
  expect(told.at(-1)).toBe("1.0 over")
})

it("nothing begins while the run's clock stands still, and nothing is left when it is closed", async () => {
  slow.set("x", Promise.withResolvers())
  const director = directing([section("a", 60, [say("x"), say("y"), say("z", { track: "t", at: 2 })])])
  await pass(clock, 1)
  watch.stop()
  slow.get("x")?.resolve({ outcome: null })
  await pass(clock, 5)
  expect(told).toEqual(["0.0 [a]", "0.0 x"])
  watch.start()
  await pass(clock, 0.5)
  expect(told.slice(2)).toEqual(["1.1 y"])
  director.close()
  await pass(clock, 60)
  expect(told).toHaveLength(3)
  expect(statusOf(director, "z")).toBe("skipped")
  expect(director.sections()).toMatchObject([{ status: "done" }])
})

it("plans what depends on nothing", () => {
  const director = directing([
    section("a", 10),
    section("b", 5, [say("x"), say("y", { at: 3 }), say("z", { cue: true })]),
  ])
  expect(director.steps().map(({ plannedAtSeconds }) => plannedAtSeconds)).toEqual([10, 13, null])
})

it("no section begins while the run's clock stands still", async () => {
  slow.set("x", Promise.withResolvers())
  const director = directing([section("a", 1, [say("x")]), section("b", 1)])
  await pass(clock, 2)
  watch.stop()
  slow.get("x")?.resolve({ outcome: null })
  await pass(clock, 2)
  expect(director.currentSection).toBe("a")
  watch.start()
  await pass(clock, 0.1)
  expect(director.currentSection).toBe("b")
})
