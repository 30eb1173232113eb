import type { RequestListener } from "node:http"
import { afterEach, describe, expect, test } from "vitest"
import { generatorsOf } from "./testing/processes.ts"
import { httpStub, type Stub } from "./testing/stub-server.ts"
import { oneGet, TestLoad } from "./testing/test-load.ts"

const stubs: Stub[] = []
const loads: TestLoad[] = []

afterEach(async () => {
  for (const load of loads.splice(0)) await load.close()
  for (const stub of stubs.splice(0)) await stub.kill()
})

/** A shop that writes down who asked for what, and when. */
async function shop(answer: RequestListener = (_, response) => response.end("ok")) {
  const asked: { at: number; path: string; client: string; login: string | undefined }[] = []
  const stub = await httpStub((request, response) => {
    const { url = "", headers } = request
    const client = String(headers["x-gameday-client"])
    asked.push({ at: performance.now(), path: url, client, login: headers.authorization })
    answer(request, response)
  })
  stubs.push(stub)
  const load = new TestLoad([oneGet], stub.url)
  loads.push(load)
  const since = (at: number, path: string) => asked.filter((one) => one.at >= at && one.path === path)
  return { asked, load, since }
}

const constant = (rps: number) => ({ journey: "one-get", profile: { kind: "constant", rps } as const })
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !condition(); i++) await pause(20)
  expect(condition()).toBe(true)
}

describe("a crowd", { timeout: 120_000 }, () => {
  test("multiplies the running load at once, tells the target, and is gone at once", async () => {
    const { load, since } = await shop()
    await load.service.start(constant(100))
    await load.until(() => load.deltas.length >= 2)
    const cameAt = performance.now()
    expect(await load.traffic.multiply("f1", 5)).not.toBeNull()
    // However busy the machine is, without a crowd no second has more than 1.5 times the 100.
    const lastSecond = () => since(Math.max(cameAt, performance.now() - 1_000), "/").length
    await until(() => lastSecond() > 200)
    // A delta in which the crowd came tells the mean of before and after.
    await until(() => load.deltas.some(({ targetRps }) => targetRps > 499))
    await load.traffic.release("f1")
    await until(() => lastSecond() < 160)
    const released = load.deltas.length
    await load.until(() => load.deltas.length >= released + 2)
    expect(Math.max(...load.deltas.map(({ targetRps }) => targetRps))).toBeCloseTo(500)
    expect(load.deltas.at(-1)?.targetRps).toBeCloseTo(100)
    expect(load.events.flatMap((event) => (event.type === "changed" ? [event.targetRps] : []))).toEqual([
      500, 100,
    ])
  })

  test("stays over a change of the rate, the end of the load and the start of the next", async () => {
    const { load } = await shop()
    await load.service.start(constant(50))
    await load.traffic.multiply("f1", 3)
    const changed = await load.service.patch({ rps: 80 })
    expect(changed).toMatchObject({ overrideRps: 80, crowdFactor: 3 })
    await load.until(() => load.deltas.some(({ targetRps }) => Math.round(targetRps) === 240))
    await load.service.stop()
    load.events.splice(0)
    expect(load.traffic.holders()).toEqual(["f1"])
    expect(await load.service.start(constant(40))).toMatchObject({ crowdFactor: 3 })
    await load.until(() => load.deltas.length >= 3)
    expect(load.deltas[1]?.targetRps).toBeCloseTo(120)
    await load.traffic.release("f1")
    await load.until(() => load.deltas.some(({ targetRps }) => Math.round(targetRps) === 40))
  })

  test("meets a load that is just starting", async () => {
    const { load } = await shop()
    const starting = load.service.start(constant(40))
    await load.traffic.multiply("f1", 3)
    await starting
    await load.until(() => load.deltas.some(({ targetRps }) => Math.round(targetRps) === 120))
  })

  test("of several holders multiplies, and ends with the last of them; ending again changes nothing", async () => {
    const { load } = await shop()
    await load.service.start(constant(20))
    await load.traffic.multiply("f1", 2)
    await load.traffic.multiply("f2", 3)
    expect(load.service.current()?.crowdFactor).toBe(6)
    await load.traffic.release("f1")
    await load.traffic.release("f1")
    expect(load.service.current()?.crowdFactor).toBe(3)
    await load.traffic.release("f2")
    expect(load.service.current()?.crowdFactor).toBe(1)
    expect(load.traffic.holders()).toEqual([])
  })

  test("is refused without a load, and beside one that sends a fixed amount", async () => {
    const { load } = await shop()
    expect(() => load.traffic.refuseCrowd()).toThrow(expect.objectContaining({ code: "no_load_running" }))
    await load.service.start({
      journey: "one-get",
      profile: { kind: "amount", requests: 1000, connections: 2, rps: 20 },
    })
    expect(() => load.traffic.refuseCrowd()).toThrow(expect.objectContaining({ code: "fault_conflict" }))
  })

  test("never makes more than the highest rate of it", async () => {
    const { load } = await shop()
    await load.service.start(constant(20))
    await load.traffic.multiply("f1", 20)
    await load.traffic.multiply("f2", 20)
    await load.traffic.multiply("f3", 20)
    const targets = load.events.flatMap((event) => (event.type === "changed" ? [event.targetRps] : []))
    expect(targets).toEqual([400, 8_000, 20_000])
  })
})

describe("bots", { timeout: 120_000 }, () => {
  test("ask for their route as many clients without a login, and the load knows nothing of them", async () => {
    const { load, since } = await shop()
    const route = "/api/products?limit=1"
    await load.service.start(constant(50))
    const cameAt = performance.now()
    await load.traffic.surge("f1", { rps: 100, route })
    await until(() => since(cameAt, route).length > 200)
    await load.traffic.release("f1")
    const bots = since(cameAt, route)
    expect(bots.length / (0.1 * (performance.now() - cameAt))).toBeLessThan(1.6)
    expect(new Set(bots.map(({ client }) => client)).size).toBeGreaterThan(10)
    expect(bots.every(({ client }) => client.startsWith("bot-"))).toBe(true)
    expect(bots.every(({ login }) => login === undefined)).toBe(true)
    const customers = since(0, "/").length
    expect(load.sums().fired).toBeLessThanOrEqual(customers)
    expect(Math.max(...load.deltas.map(({ targetRps }) => targetRps))).toBeCloseTo(50)
    expect(Object.keys(load.sums().routes)).toEqual(["GET /"])
  })

  test("count what they sent and what they were served, needing no load", async () => {
    let count = 0
    let good = 0
    const { asked, load } = await shop((_, response) => {
      count += 1
      if (count % 2 === 0) good += 1
      response.writeHead(count % 2 === 0 ? 200 : 429).end()
    })
    await load.traffic.surge("f1", { rps: 100, route: "/" })
    await until(() => (load.traffic.surged("f1")?.sent ?? 0) > 100)
    const { sent = 0, served = 0 } = load.traffic.surged("f1") ?? {}
    expect(sent).toBeLessThanOrEqual(asked.length)
    expect(served).toBeGreaterThan(0)
    expect(served).toBeLessThanOrEqual(good)
    await load.traffic.release("f1")
    expect(load.traffic.surged("f1")).toBeNull()
    const { length } = asked
    await pause(300)
    expect(asked).toHaveLength(length)
  })

  test("come back when their process has crashed, when they are told so again, and count on", async () => {
    const { load, since } = await shop()
    await load.traffic.surge("f1", { rps: 50, route: "/" })
    await until(() => (load.traffic.surged("f1")?.sent ?? 0) > 10)
    for (const pid of generatorsOf(process.pid)) process.kill(pid, "SIGKILL")
    await until(() => load.log.some(({ message }) => message === "load generator is gone"))
    const { sent = 0 } = load.traffic.surged("f1") ?? {}
    const at = performance.now()
    await load.traffic.surge("f1", { rps: 50, route: "/" })
    await load.traffic.surge("f1", { rps: 50, route: "/" })
    expect(generatorsOf(process.pid)).toHaveLength(1)
    await until(() => since(at, "/").length > 5 && (load.traffic.surged("f1")?.sent ?? 0) > sent)
  })

  test.each([
    "/x y",
    "/a\r\nevil: 1",
    "http://elsewhere/",
    "//elsewhere/",
    "/{{random.word}}",
    `/${"a".repeat(200)}`,
  ])("are not sent to %j", async (route) => {
    const { load, asked } = await shop()
    const surge = load.traffic.surge("f1", { rps: 10, route })
    await expect(surge).rejects.toMatchObject({ code: "validation_failed" })
    await load.traffic.release("f1")
    expect(asked).toEqual([])
  })

  test("called off while they come never come", async () => {
    const { load } = await shop()
    const coming = load.traffic.surge("f1", { rps: 50, route: "/" })
    const failed = expect(coming).rejects.toMatchObject({ code: "internal" })
    await load.traffic.release("f1")
    await failed
    expect(generatorsOf(process.pid)).toEqual([])
  })
})
