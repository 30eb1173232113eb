import { State } from "@gameday/contract"
import { Ajv } from "ajv"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { FakeStage } from "./testing/fake-stage.ts"
import { epochMs } from "./testing/readings.ts"

const validate = new Ajv({ discriminator: true, strict: false, allErrors: true }).compile(State)

let stage: FakeStage

beforeEach(() => {
  stage = new FakeStage()
  stage.telemetry.start()
})

afterEach(() => {
  stage.telemetry.close()
  expect(stage.clock.pending).toBe(0)
})

function service(name: string) {
  const found = stage.telemetry.state().services.find((one) => one.name === name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}

function instance(id: string) {
  const found = stage.telemetry.state().services.flatMap(({ instances }) => instances)
  return found.find((one) => one.id === id)
}

function serve(rps: number) {
  for (const id of ["checkout-1", "checkout-2"]) stage.actor(id).rps = rps
}

const states = () => stage.updates.flatMap((update) => (update.type === "state" ? [update.state] : []))
const seconds = () => stage.updates.flatMap((update) => (update.type === "second" ? [update.second] : []))
const eventTypes = () => stage.timeline.recent().map(({ type }) => type)

const times = (count: number, latencyMs: number) => Array.from({ length: count }, () => latencyMs)

describe("state", () => {
  it("is what the contract says, with and without load", async () => {
    serve(40)
    await stage.live(2_000)
    stage.startLoad(() => ({ routes: [{ tag: "checkout", latenciesMs: times(25, 10), failed: 1 }] }))
    await stage.live(2_000)
    for (const state of states()) expect(validate(state), JSON.stringify(validate.errors)).toBe(true)
    expect(new Set(states().map(({ load }) => load === null))).toEqual(new Set([true, false]))
  })

  it("comes four times a second", async () => {
    await stage.live(1_000)
    stage.updates.length = 0
    await stage.live(5_000)
    expect(states()).toHaveLength(20)
  })

  it("comes at once, and once, when several things change together", async () => {
    await stage.live(1_000)
    stage.updates.length = 0
    stage.kill("checkout-1")
    stage.kill("checkout-2")
    stage.timeline.record({ type: "instance.died", tone: "critical" })
    stage.clock.advance(0)
    expect(states()).toHaveLength(1)
    expect(states()[0]?.services[1]?.status).toBe("down")
  })
})

describe("a service", () => {
  it("has the rates of its instances and reads its percentile from all of them together", async () => {
    serve(40)
    stage.actor("checkout-2").latencyMs = 100
    stage.actor("checkout-2").errorRatio = 0.5
    await stage.live(12_000)
    expect(instance("checkout-1")).toMatchObject({
      status: "healthy",
      rps: 40,
      errorRatio: 0,
      trafficShare: 1,
    })
    expect(instance("checkout-1")?.cpuCores).toBeCloseTo(0.04, 2)
    expect(instance("checkout-2")?.status).toBe("degraded")
    expect(service("checkout")).toMatchObject({ status: "degraded", rps: 80, ready: 2 })
    expect(service("checkout").errorRatio).toBeCloseTo(0.25, 1)
    expect(service("checkout").p95Ms).toBeGreaterThan(90)
  })

  it("knows of a foreign instance only what the platform says", async () => {
    await stage.live(5_000)
    expect(service("foreign")).toMatchObject({ status: "healthy", ready: 1, rps: null, p95Ms: null })
  })

  it("reports its calls as an edge, and the dependency the sum of them", async () => {
    serve(40)
    await stage.live(2_000)
    const { edges, dependencies } = stage.telemetry.state()
    expect(edges.find(({ from }) => from === "checkout")).toMatchObject({
      to: "postgres",
      rps: 160,
      errorRatio: 0,
    })
    expect(edges.find(({ from }) => from === "gateway")).toMatchObject({ to: "checkout", rps: null })
    expect(dependencies[0]).toMatchObject({ status: "healthy", callsPerSecond: 160 })
  })
})

it("sees a dependency fail within the second", async () => {
  await stage.live(1_000)
  stage.databaseAnswers = false
  await stage.live(1_000)
  expect(stage.telemetry.state().dependencies[0]?.status).toBe("down")
})

describe("an instance that dies and comes back", () => {
  beforeEach(async () => {
    serve(40)
    await stage.live(12_000)
  })

  it("is down at once, without waiting for a poll", () => {
    stage.kill("checkout-1")
    stage.clock.advance(0)
    expect(states().at(-1)?.services[1]).toMatchObject({ status: "degraded", ready: 1 })
    expect(instance("checkout-1")).toMatchObject({ status: "down", ready: false, rps: null, p95Ms: null })
  })

  it("is not resurrected, and nothing counted twice, by an answer of its previous process", async () => {
    const held = Promise.withResolvers<void>()
    stage.actor("checkout-1").held = held.promise
    stage.clock.advance(500)
    stage.kill("checkout-1")
    stage.startAgain("checkout-1")
    stage.actor("checkout-1").held = undefined
    await stage.live(500)
    const before = stage.telemetry.state().business.ordersTotal
    held.resolve()
    await new Promise(setImmediate)
    expect(instance("checkout-1")).toMatchObject({ status: "healing", ready: false })
    expect(stage.telemetry.state().business.ordersTotal).toBe(before)
  })

  it("heals until it carries 80 % of its share again", async () => {
    stage.kill("checkout-1")
    await stage.live(200)
    stage.startAgain("checkout-1")
    expect(instance("checkout-1")).toMatchObject({ status: "healing", ready: false, restarts: 1 })
    expect(service("checkout").status).toBe("healing")
    await stage.live(500)
    stage.actor("checkout-1").rps = 10
    stage.becomeReady("checkout-1")
    await stage.live(1_500)
    expect(instance("checkout-1")).toMatchObject({ status: "healing", ready: true })
    expect(service("checkout")).toMatchObject({ status: "healing", ready: 2 })
    stage.actor("checkout-1").rps = 40
    await stage.live(1_500)
    expect(service("checkout").status).toBe("healthy")
    stage.actor("checkout-1").rps = 10
    await stage.live(1_500)
    expect(service("checkout").status).toBe("healthy")
  })

  it("is called healing for ten seconds at most", async () => {
    stage.kill("checkout-1")
    stage.startAgain("checkout-1")
    stage.actor("checkout-1").rps = 10
    stage.becomeReady("checkout-1")
    await stage.live(9_000)
    expect(instance("checkout-1")?.status).toBe("healing")
    await stage.live(1_500)
    expect(instance("checkout-1")?.status).toBe("healthy")
  })

  it("loses no order it had reported, and counts none twice", async () => {
    const before = stage.telemetry.state().business.ordersTotal
    await stage.live(500)
    stage.kill("checkout-1")
    stage.startAgain("checkout-1")
    stage.becomeReady("checkout-1")
    await stage.live(2_500)
    const { ordersTotal, revenueCentsTotal } = stage.telemetry.state().business
    // Two instances, 40 requests per second each, every tenth an order, for three seconds.
    expect(ordersTotal - before).toBeGreaterThanOrEqual(22)
    expect(ordersTotal - before).toBeLessThanOrEqual(24)
    expect(revenueCentsTotal).toBe(ordersTotal * 2_000)
  })
})

it("does not call an instance down that has not answered yet", () => {
  stage.telemetry.close()
  stage = new FakeStage()
  stage.telemetry.start()
  expect(instance("checkout-1")).toMatchObject({ status: "unknown", ready: false })
  expect(service("checkout").status).toBe("unknown")
})

it("does not know an instance that is silent for three seconds, until it answers again", async () => {
  serve(40)
  await stage.live(2_000)
  stage.actor("checkout-1").answers = false
  await stage.live(2_000)
  expect(instance("checkout-1")).toMatchObject({ status: "healthy", rps: null })
  await stage.live(1_500)
  expect(instance("checkout-1")).toMatchObject({ status: "unknown", ready: false, p95Ms: null })
  expect(service("checkout").status).toBe("degraded")
  stage.actor("checkout-1").answers = true
  await stage.live(500)
  expect(instance("checkout-1")).toMatchObject({ status: "healthy", ready: true })
})

it("sees that an instance is no longer ready from its own answer", async () => {
  await stage.live(1_000)
  stage.actor("checkout-1").ready = false
  await stage.live(500)
  expect(instance("checkout-1")).toMatchObject({ status: "down", ready: false })
  expect(service("checkout")).toMatchObject({ status: "degraded", ready: 1 })
})

describe("business", () => {
  it("does not count what was sold before anybody looked", async () => {
    stage.telemetry.close()
    stage = new FakeStage()
    serve(40)
    await stage.live(5_000)
    stage.telemetry.start()
    await stage.live(2_000)
    expect(stage.telemetry.state().business.ordersTotal).toBeLessThanOrEqual(16)
    expect(stage.telemetry.state().business.ordersTotal).toBeGreaterThanOrEqual(12)
  })

  it("adds up what failing checkouts cost, anew for each load", async () => {
    const failing = () => ({ routes: [{ tag: "checkout", latenciesMs: times(10, 10), failed: 4 }] })
    stage.startLoad(failing)
    await stage.live(30_000)
    const { failedCheckoutRatio, atRiskCentsPerMinute, lostCents } = stage.telemetry.state().business
    expect(failedCheckoutRatio).toBe(0.4)
    expect(atRiskCentsPerMinute).toBe(2_000_000)
    expect(lostCents / 1_000_000).toBeCloseTo(1, 1)
    expect(stage.telemetry.lostCents()).toBe(lostCents)
    stage.stopLoad()
    await stage.live(5_000)
    expect(stage.telemetry.lostCents() - lostCents).toBeLessThan(lostCents / 100)
    stage.startLoad(() => ({}), "load-2")
    await stage.live(1_000)
    expect(stage.telemetry.lostCents()).toBe(0)
  })
})

describe("chart seconds", () => {
  it("come once for every second, in order, with what was measured in each", async () => {
    serve(40)
    stage.startLoad((to) => ({
      routes: [{ latenciesMs: times(25, 10), failed: to > 3_000 && to <= 4_000 ? 5 : 0 }],
    }))
    await stage.live(8_500)
    expect(seconds().map(({ at }) => (at - epochMs) / 1_000)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(seconds().map(({ errorRatio }) => errorRatio)).toEqual([0, 0, 0, 0.2, 0, 0, 0, 0])
    expect(seconds()[5]).toMatchObject({ achievedRps: 100, services: { checkout: { rps: 80, ready: 2 } } })
    expect(stage.telemetry.seconds()).toEqual(seconds())
  })

  it("have gaps where nothing was measured", async () => {
    await stage.live(3_000)
    expect(seconds()[1]).toMatchObject({
      achievedRps: null,
      p95Ms: null,
      errorRatio: null,
      outcomes: null,
      generatorLimited: false,
      atRiskCentsPerMinute: null,
      services: { foreign: { rps: null, errorRatio: null, p95Ms: null, ready: 1 } },
    })
  })

  it("show the fewest ready instances, however short it was", async () => {
    await stage.live(2_100)
    stage.kill("checkout-1")
    await stage.live(50)
    stage.startAgain("checkout-1")
    stage.becomeReady("checkout-1")
    await stage.live(3_000)
    expect(seconds().map(({ services }) => services.checkout?.ready)).toEqual([2, 2, 1, 2])
  })
})

describe("the timeline", () => {
  const slow = (from: number, to: number) => (at: number) => ({
    routes: [{ latenciesMs: times(25, at > from && at <= to ? 400 : 10) }],
  })

  it("tells when an objective is missed for three seconds, and when it holds again", async () => {
    stage.startLoad(slow(4_000, 9_000))
    await stage.live(14_500)
    expect(eventTypes()).toEqual(["slo.breached", "slo.restored"])
    expect(stage.timeline.recent()[0]).toMatchObject({ data: { objective: "p95", limit: 200 } })
    expect(stage.updates.filter(({ type }) => type === "event")).toHaveLength(2)
  })

  it("does not make a story of two slow seconds", async () => {
    stage.startLoad(slow(4_000, 6_000))
    await stage.live(10_000)
    expect(eventTypes()).toEqual([])
  })

  it("blames the generator, not the shop, when the generator was late", async () => {
    stage.startLoad((at) => ({
      ...slow(2_000, 8_000)(at),
      generator: { limited: at > 2_000 && at <= 8_000 },
    }))
    await stage.live(12_000)
    expect(eventTypes()).toEqual(["generator.limited"])
    expect(seconds().filter(({ generatorLimited }) => generatorLimited)).toHaveLength(6)
  })

  it("shows at most the last 200 events", () => {
    for (let i = 0; i < 250; i++) stage.timeline.record({ type: "load.changed", tone: "action" })
    expect(stage.telemetry.events()).toHaveLength(200)
    expect(stage.telemetry.events().at(-1)?.id).toBe(250)
  })
})
