import { usualGuard } from "@gameday/contract"
import { beforeEach, describe, expect, it } from "vitest"
import { runningLoad } from "../telemetry/testing/deltas.ts"
import { sampleState } from "../telemetry/testing/sample-state.ts"
import { auditWith, FakeSurroundings } from "./testing/fake-surroundings.ts"
import { flush, pass } from "./testing/flush.ts"
import { kill, say, scenarioOf, section } from "./testing/scenario-sketch.ts"

let around: FakeSurroundings

beforeEach(() => {
  around = new FakeSurroundings()
})

const short = scenarioOf([section("a", 3, [{ id: "kill", at: 1, inject: kill }])])

describe("a run", () => {
  it("takes the stage, plays, heals, judges, and gives the stage back", async () => {
    around.current = { ...runningLoad, profile: { kind: "ramp", fromRps: 0, toRps: 5, durationSeconds: 9 } }
    const run = around.run(short)
    const ended = run.play()
    await pass(around.clock, 1)
    expect(run.state()).toMatchObject({ status: "checking", elapsedSeconds: 0, verdict: null })
    await pass(around.clock, 2)
    expect(run.state()).toMatchObject({ status: "running", currentSection: "a", plannedSeconds: 3 })
    await pass(around.clock, 10)
    const record = await ended
    expect(around.calls).toEqual([
      "remember guard",
      "guard on",
      "stop load",
      "start load constant seed 7",
      "inject kill",
      "heal everything",
      "guard off",
      "stop load",
      "audit",
      "keep",
      "start load ramp",
    ])
    expect(record.run).toMatchObject({ status: "completed", verdict: "passed", problem: null })
    expect(record.run.endedAt).toBe(around.kept[0]?.run.endedAt)
    expect(record.faults).toMatchObject([{ id: "f1", kind: "kill" }])
    expect(record).toMatchObject({ seed: 7, auditProblem: null, orderAudit: { clean: true } })
    expect(around.events.map(({ type }) => type)).toEqual(["run.started", "run.section", "run.ended"])
    expect(around.events.at(-1)?.data).toMatchObject({ status: "completed", verdict: "passed" })
  })

  it("tells the notes of the section that is on, and no others: every viewer gets them", async () => {
    const notes = (id: string) => ({ notes: { en: `say ${id}`, de: `sag ${id}` } })
    const run = around.run(scenarioOf([section("a", 2, [], notes("a")), section("b", 20, [], notes("b"))]))
    const ended = run.play()
    await pass(around.clock, 6)
    expect(run.state().sections.map(({ notes }) => notes?.en ?? null)).toEqual([null, "say b"])
    await pass(around.clock, 40)
    await ended
  })

  it("measures the load while its sections are played, and nothing else", async () => {
    const ended = around.run(short).play()
    await pass(around.clock, 13)
    const { totals } = await ended
    expect(totals).toMatchObject({ limitedSeconds: 0, availability: 1, targetRps: 100, all: { failed: 0 } })
    expect(totals?.achievedRps).toBeCloseTo(100)
    // 3 s of 100 per second, give or take what was under way at both ends.
    expect(totals?.all.count).toBeGreaterThanOrEqual(250)
    expect(totals?.all.count).toBeLessThanOrEqual(350)
  })

  it("leaves a guard alone that somebody has switched on, or changed meanwhile", async () => {
    around.guard = usualGuard
    const first = around.run(short).play()
    await pass(around.clock, 13)
    await first
    expect(around.calls).not.toContain("guard off")

    around = new FakeSurroundings()
    const second = around.run(short).play()
    await pass(around.clock, 3)
    around.guard = { enabled: true, stopWhen: [{ metric: "errors", abovePercent: 3, forSeconds: 1 }] }
    await pass(around.clock, 10)
    await second
    expect(around.calls).toContain("guard on")
    expect(around.calls).not.toContain("guard off")
  })

  it("gives scaled services their replicas back", async () => {
    const scale = { service: "checkout", replicas: 4 }
    const ended = around.run(scenarioOf([section("a", 2, [{ id: "more", scale }])])).play()
    await pass(around.clock, 13)
    await ended
    expect(around.calls).toContain("scale checkout 4")
    expect(around.calls.indexOf("give back checkout 2")).toBeGreaterThan(
      around.calls.indexOf("heal everything"),
    )
  })

  it("goes on with another load when the scenario says so", async () => {
    const steps = [
      { id: "faster", load: { rps: 300 } },
      {
        id: "other",
        load: { profile: { kind: "soak", rps: 5, rampSeconds: 1, durationSeconds: 9 }, journey: "browse" },
      },
    ] as const
    const ended = around.run(scenarioOf([section("a", 2, [...steps])])).play()
    await pass(around.clock, 13)
    expect((await ended).run.status).toBe("completed")
    expect(around.calls.slice(3, 6)).toEqual(["patch load 300", "stop load", "start load soak"])
  })
})

describe("a run deviates", () => {
  const verdictOf = async () => {
    const ended = around.run(short).play()
    await pass(around.clock, 40)
    return (await ended).run
  }

  it("when an expectation is not kept", async () => {
    const ended = around.run(short).play()
    await pass(around.clock, 3)
    around.serve({ errorRatio: 0.2 })
    await pass(around.clock, 2)
    around.serve({ errorRatio: 0 })
    await pass(around.clock, 10)
    const { run } = await ended
    expect(run).toMatchObject({ status: "completed", verdict: "deviated" })
    expect(run.expectations).toMatchObject([{ id: "served", assertion: { holds: false } }])
    expect(run.expectations[0]?.assertion.measured).toBeLessThan(99)
  })

  it("when a step fails", async () => {
    around.refusals.set("inject kill", new Error("no instance to hit"))
    const run = await verdictOf()
    expect(run).toMatchObject({ status: "completed", verdict: "deviated" })
    expect(run.steps).toMatchObject([{ status: "failed", outcome: "no instance to hit" }])
    expect(around.events.find(({ type }) => type === "run.step-failed")?.data).toEqual({
      step: "kill",
      reason: "no instance to hit",
    })
  })

  it("when the steady state does not come back", async () => {
    const ended = around.run(short).play()
    await pass(around.clock, 4.5)
    around.serve({ errorRatio: 0.5 })
    around.traffic = {}
    await pass(around.clock, 20)
    const { run } = await ended
    expect(run).toMatchObject({ status: "completed", verdict: "deviated" })
    expect(run.steadyState).toMatchObject([{ text: "errors < 1", measured: 50, holds: false }])
    // A verdict without its reason would be none: it stands among the promises, wherever these are shown.
    expect(run.expectations.at(-1)).toMatchObject({
      id: "steady-again-1",
      assertion: { text: "errors < 1", measured: 50, holds: false },
    })
  })

  it("when what is expected could not be measured", async () => {
    around.audits = [new Error("the databases cannot be reached")]
    const expectations = [{ id: "none-lost", title: { en: "x", de: "x" }, that: "lost-orders = 0" }]
    const ended = around.run({ ...short, expectations }).play()
    await pass(around.clock, 13)
    const record = await ended
    expect(record.run).toMatchObject({ status: "completed", verdict: "deviated" })
    expect(record.run.expectations).toMatchObject([{ assertion: { measured: null, holds: null } }])
    expect(record).toMatchObject({ orderAudit: null, auditProblem: "the databases cannot be reached" })
  })

  it("not because of an order that was only late", async () => {
    around.audits = [auditWith({ stuck: 1 }), auditWith()]
    const run = await verdictOf()
    expect(around.calls.filter((call) => call === "audit")).toHaveLength(2)
    expect(run.verdict).toBe("passed")
  })
})

describe("a run that cannot be played", () => {
  it("fails when the steady state is not reached, and breaks nothing", async () => {
    around.refusals.delete("x")
    const run = around.run(
      scenarioOf(short.sections, { steadyState: { that: ["errors < 0"], withinSeconds: 5 } }),
    )
    const ended = run.play()
    await pass(around.clock, 8)
    const record = await ended
    expect(record.run).toMatchObject({ status: "failed", verdict: null, problem: { code: "not-steady" } })
    expect(record.run.problem?.message).toContain("errors < 0 (0)")
    expect(around.calls).not.toContain("inject kill")
    expect(around.calls).toContain("heal everything")
    expect(record.run.steps).toMatchObject([{ status: "skipped" }])
    expect(record.totals).toBeNull()
  })

  it("fails when its load does not start, and the one before it runs again", async () => {
    around.current = { ...runningLoad, profile: { kind: "wave" } as never, overrideRps: 30 }
    around.refusals.set("start load constant seed 7", new Error("There is no such journey"))
    const ended = around.run(short).play()
    await pass(around.clock, 2)
    const { run } = await ended
    expect(run).toMatchObject({ status: "failed", problem: { code: "load-failed" } })
    expect(run.problem?.message).toContain("There is no such journey")
    expect(around.calls.slice(-2)).toEqual(["start load wave", "patch load 30"])
  })

  it("fails when the generator does", async () => {
    const ended = around.run(short).play()
    await pass(around.clock, 3.5)
    await around.stopLoad("crashed")
    await pass(around.clock, 2)
    expect((await ended).run).toMatchObject({ status: "failed", problem: { code: "load-failed" } })
  })

  it("fails when something is left that could not be healed", async () => {
    around.healReport = {
      healed: 0,
      failed: 1,
      verified: false,
      tookMs: 9,
      residue: ["kill f1 is not reverted"],
    }
    const ended = around.run(short).play()
    await pass(around.clock, 13)
    const { run } = await ended
    expect(run).toMatchObject({ status: "failed", verdict: null, problem: { code: "heal-failed" } })
    expect(run.problem?.message).toContain("kill f1 is not reverted")
  })
})

describe("a run is aborted", () => {
  const asked = { code: "asked", message: "anna ended the run." } as const

  it.each([1, 4])("by somebody, after %d s; then it is healed and not judged", async (seconds) => {
    const run = around.run(scenarioOf([section("a", 60, [{ id: "kill", inject: kill }])]))
    const ended = run.play()
    await pass(around.clock, seconds)
    run.breakOff(asked)
    await flush()
    const record = await ended
    expect(record.run).toMatchObject({ status: "aborted", verdict: null, problem: asked })
    expect(record).toMatchObject({ orderAudit: null, auditProblem: "The run broke off." })
    expect(around.calls).toContain("heal everything")
    expect(around.calls).not.toContain("audit")
    expect(around.current).toBeNull()
  })

  it("also while its end is judged", async () => {
    const run = around.run(short)
    const ended = run.play()
    await pass(around.clock, 6)
    expect(run.state().status).toBe("healing")
    run.breakOff({ code: "restart", message: "The control plane ended." })
    await flush()
    expect((await ended).run).toMatchObject({ status: "aborted", problem: { code: "restart" } })
  })

  it("by a stop condition of the scenario", async () => {
    const stopWhen = [{ metric: "availability", belowPercent: 50, forSeconds: 2 }] as const
    const ended = around.run(scenarioOf([section("a", 60)], { stopWhen: [...stopWhen] })).play()
    await pass(around.clock, 3)
    for (let second = 0; second < 3; second++) {
      around.tellSecond({ availabilityPercent: 20 })
      await pass(around.clock, 1)
    }
    const { run } = await ended
    expect(run).toMatchObject({ status: "aborted", problem: { code: "stop-condition" } })
    expect(run.problem?.message).toContain("availability was 20, beyond 50 for 2 s")
  })

  it("when somebody stops its load, not when the load comes to its own end", async () => {
    const stopped = around.run(scenarioOf([section("a", 60)])).play()
    await pass(around.clock, 3)
    await around.stopLoad("asked")
    await flush()
    expect((await stopped).run).toMatchObject({ status: "aborted", problem: { code: "load-ended" } })

    around = new FakeSurroundings()
    const completed = around.run(scenarioOf([section("a", 5)])).play()
    await pass(around.clock, 4)
    await around.stopLoad("completed")
    await pass(around.clock, 15)
    expect((await completed).run).toMatchObject({ status: "completed", verdict: "passed" })
  })
})

describe("the presenter", () => {
  it("pauses and goes on: the run's clock stands still, the load does not", async () => {
    const run = around.run(scenarioOf([section("a", 5, [say("x", { at: 2 })])]))
    const ended = run.play()
    await pass(around.clock, 3)
    run.control({ action: "pause" })
    await pass(around.clock, 30)
    expect(run.state()).toMatchObject({
      status: "paused",
      nextCue: { kind: "pause", waiting: true },
      narration: null,
    })
    expect(run.state().elapsedSeconds).toBeLessThan(2)
    run.control({ action: "next" })
    await pass(around.clock, 2)
    expect(run.state()).toMatchObject({ status: "running", narration: { en: "x" } })
    await pass(around.clock, 15)
    expect((await ended).totals?.seconds).toBeGreaterThan(30)
    const types = around.events.map(({ type }) => type)
    expect(types.filter((type) => type.startsWith("run."))).toEqual([
      "run.started",
      "run.section",
      "run.paused",
      "run.resumed",
      "run.narrated",
      "run.ended",
    ])
  })

  it.each(["next", "resume", "skip"] as const)("ends a pause of the scenario with %s", async (action) => {
    const pause = { id: "p", pause: { en: "Questions?", de: "Fragen?" } }
    const run = around.run(scenarioOf([section("a", 3, [pause, say("x")])]), "manual")
    const ended = run.play()
    await pass(around.clock, 20)
    expect(run.state()).toMatchObject({
      status: "paused",
      nextCue: { kind: "pause", title: { en: "Questions?" } },
    })
    run.control({ action })
    await pass(around.clock, 15)
    expect((await ended).run).toMatchObject({ status: "completed", verdict: "passed" })
  })

  it("steers only while the sections are played", async () => {
    const run = around.run(short)
    expect(() => run.control({ action: "next" })).toThrow(/planned/)
    void run.play()
    await pass(around.clock, 1)
    expect(() => run.control({ action: "pause" })).toThrow(/checking/)
  })
})

it("knows what steps caused: the outage of a fault counts for its step", async () => {
  const [incident] = sampleState().incidents
  if (incident === undefined) throw new Error("the sample has an incident")
  const expectations = [
    "detection(kill) <= 1",
    "recovery(kill) <= 3",
    "biting(kill) < 100",
    "breaker-opened = 1",
  ].map((that, index) => ({ id: `e${index}`, title: { en: that, de: that }, that }))
  const ended = around.run({ ...short, expectations }).play()
  await pass(around.clock, 3.5)
  const [fault] = around.state.faults
  const outage = { faultId: "f1", startedAt: around.clock.now(), detectionSeconds: 0.2, recoverySeconds: 2 }
  around.state = {
    ...around.state,
    incidents: [{ ...incident, ...outage }],
    faults: fault === undefined ? [] : [{ ...fault, bitingAfterMs: 40 }],
  }
  around.tellEvent({ id: 99, at: around.clock.now(), type: "breaker.opened", tone: "critical", data: {} })
  await pass(around.clock, 15)
  const { run } = await ended
  expect(run.expectations.map(({ assertion }) => assertion.measured)).toEqual([0.2, 2, 40, 1])
  expect(run.verdict).toBe("passed")
})
