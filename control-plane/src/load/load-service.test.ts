import { createHmac } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { LoadProfile } from "@gameday/contract"
import { afterEach, describe, expect, test } from "vitest"
import type { GamedayError } from "../errors.ts"
import { httpStub, rawStub, type Stub } from "./testing/stub-server.ts"
import { clientSecret, journey, oneGet, sumsOf, TestLoad } from "./testing/test-load.ts"

const stubs: Stub[] = []
const loads: TestLoad[] = []

afterEach(async () => {
  for (const load of loads.splice(0)) await load.close()
  for (const stub of stubs.splice(0)) await stub.kill()
})

async function http(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Stub> {
  const stub = await httpStub(answer)
  stubs.push(stub)
  return stub
}

function loadOn(target: Stub | string, journeys = [oneGet]): TestLoad {
  const load = new TestLoad(journeys, typeof target === "string" ? target : target.url)
  loads.push(load)
  return load
}

const ok = (_: IncomingMessage, response: ServerResponse) => response.end("ok")
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const constant = (rps: number, durationSeconds?: number): LoadProfile => ({
  kind: "constant",
  rps,
  ...(durationSeconds === undefined ? {} : { durationSeconds }),
})

describe("the books", () => {
  test("balance to the last request when everything is answered", async () => {
    let served = 0
    const load = loadOn(
      await http((_, response) => {
        served += 1
        response.end("ok")
      }),
    )
    const sums = await load.run({ journey: "one-get", profile: constant(400, 1.5) })
    expect(sums.scheduled).toBe(600)
    expect(sums.fired + sums.outcomes.dropped).toBe(600)
    expect(sums.ended).toBe(sums.fired)
    expect(sums.outcomes["2xx"]).toBe(sums.fired)
    expect(served).toBe(sums.fired)
    expect(sums.routes).toEqual({ "GET /": { count: sums.fired, failed: 0 } })
    expect([sums.latency.count, sums.service.count]).toEqual([sums.fired, sums.fired])
    expect(load.stopped?.reason).toBe("completed")
    expect(load.events.map(({ type }) => type)).toEqual([
      "started",
      ...load.deltas.map(() => "delta"),
      "stopped",
    ])
  })

  test("balance in every delta and at the end when everything goes wrong", async () => {
    let count = 0
    const stub = await rawStub((socket) => {
      count += 1
      if (count % 6 === 0) socket.end()
      else if (count % 6 === 1) socket.resetAndDestroy()
      else if (count % 6 === 2) socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
      else if (count % 6 === 3) socket.write("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")
      else if (count % 6 === 4) socket.write("HTTP/1.1 302 There\r\nContent-Length: 0\r\n\r\n")
    })
    stubs.push(stub)
    const load = loadOn(stub)
    const sums = await load.run({ journey: "one-get", profile: constant(300, 1), timeoutMs: 150 })
    const { outcomes } = sums
    expect(sums.scheduled).toBe(300)
    for (const delta of load.deltas) expect(delta.scheduled).toBe(delta.fired + delta.outcomes.dropped)
    expect(sums.ended).toBe(sums.fired)
    for (const kind of ["closed", "reset", "truncated", "5xx", "3xx", "timeout"] as const) {
      expect(outcomes[kind]).toBeGreaterThan(0)
    }
    expect(sums.failed).toBe(300 - outcomes["3xx"])
    expect(sums.latency.count).toBe(outcomes["5xx"] + outcomes["3xx"] + outcomes.timeout)
    expect(load.deltas.at(-1)?.inFlight).toBe(0)
  })

  test("windows follow each other without a gap, and end on quarters of a second", async () => {
    const load = loadOn(await http(ok))
    await load.run({ journey: "one-get", profile: constant(50, 1.2) })
    const { deltas } = load
    expect(deltas.length).toBeGreaterThanOrEqual(4)
    for (const [index, delta] of deltas.slice(1).entries()) expect(delta.from).toBe(deltas[index]?.to)
    for (const { targetRps } of deltas.slice(0, -1)) expect(targetRps).toBeCloseTo(50)
  })

  test("an amount is sent to the last request, over no more connections than asked for, and none is dropped", async () => {
    let open = 0
    let most = 0
    const load = loadOn(
      await http((_, response) => {
        open += 1
        most = Math.max(most, open)
        setTimeout(() => {
          open -= 1
          response.end("ok")
        }, 40)
      }),
    )
    const sums = await load.run({
      journey: "one-get",
      profile: { kind: "amount", requests: 400, connections: 10, rps: 5000 },
    })
    expect([sums.scheduled, sums.fired, sums.outcomes["2xx"], sums.outcomes.dropped]).toEqual([
      400, 400, 400, 0,
    ])
    expect(most).toBe(10)
  })
})

describe("a server in trouble", () => {
  test("a stall is charged to the server from the intended start, not hidden by waiting for it", async () => {
    let stalled = false
    const waiting: ServerResponse[] = []
    const load = loadOn(
      await http((_, response) => {
        if (stalled) waiting.push(response)
        else response.end("ok")
      }),
    )
    await load.service.start({ journey: "one-get", profile: constant(200, 3) })
    await pause(800)
    stalled = true
    await pause(1000)
    stalled = false
    for (const response of waiting) response.end("late")
    await load.until(() => load.stopped !== undefined)
    const sums = load.sums()
    // A third of all customers came during the stall, and waited half of it on average.
    expect(sums.scheduled).toBe(600)
    const slow = waiting.length / sums.ended
    expect(slow).toBeGreaterThan(0.25)
    const p90 = sums.latency.quantileMs(0.9) ?? 0
    const truth = 1000 * (1 - 0.1 / slow)
    expect(p90 / truth).toBeGreaterThan(0.7)
    expect(p90 / truth).toBeLessThan(1.3)
  })

  test("killed and started again: refused at the full rate meanwhile, answered at once afterwards", async () => {
    const first = await httpStub(ok)
    const load = loadOn(first)
    await load.service.start({ journey: "one-get", profile: constant(200, 3) })
    await pause(800)
    await first.kill()
    await pause(1000)
    stubs.push(await httpStub(ok, first.port))
    await load.until(() => load.stopped !== undefined)
    const sums = load.sums()
    expect(sums.ended).toBe(sums.fired)
    expect(sums.scheduled).toBe(600)
    expect(sums.outcomes.refused / 200).toBeGreaterThan(0.7)
    expect(sums.outcomes.refused / 200).toBeLessThan(1.3)
    expect(sums.outcomes["2xx"]).toBeGreaterThan(300)
    const last = sumsOf(load.deltas.slice(-3))
    expect(last.failed).toBe(0)
    // No connection, no request: one try per arrival, not a loop of its own.
    const cores = load.deltas.map(({ generator }) => generator.cpuCores)
    expect(Math.max(...cores.slice(1))).toBeLessThan(0.8)
  })

  test("timeouts may be shorter than a second, and cost no more than themselves", async () => {
    let count = 0
    const load = loadOn(
      await http((_, response) => {
        count += 1
        if (count % 2 === 0) response.end("ok")
      }),
    )
    const sums = await load.run({ journey: "one-get", profile: constant(100, 1), timeoutMs: 300 })
    expect(sums.outcomes.timeout).toBeGreaterThanOrEqual(Math.ceil(count / 2))
    expect(sums.outcomes["2xx"] + sums.outcomes.timeout).toBe(sums.fired)
    expect(sums.outcomes["2xx"]).toBeGreaterThan(0)
    expect(sums.latency.quantileMs(1) ?? 0).toBeGreaterThanOrEqual(300)
    expect(sums.latency.quantileMs(0.01) ?? 300).toBeLessThan(300)
  })
})

describe("control", () => {
  test("a patch changes the arrivals at once, and the profile's end stays", async () => {
    const arrivals: number[] = []
    const load = loadOn(
      await http((_, response) => {
        arrivals.push(performance.now())
        response.end("ok")
      }),
    )
    await load.service.start({ journey: "one-get", profile: constant(20, 3) })
    await pause(1000)
    const patchedAt = performance.now()
    const changed = await load.service.patch({ rps: 500 })
    expect(changed.overrideRps).toBe(500)
    await load.until(() => load.stopped !== undefined)
    const within = (from: number, to: number) =>
      arrivals.filter((at) => at >= patchedAt + from && at < patchedAt + to).length
    expect(within(-900, 0)).toBeLessThan(25)
    expect(within(100, 1100) / 500).toBeGreaterThan(0.8)
    expect(within(100, 1100) / 500).toBeLessThan(1.2)
    expect(load.stopped?.reason).toBe("completed")
    expect(load.events.filter(({ type }) => type === "changed")).toHaveLength(1)
  })

  test("a stop ends it at once, with the books in order, also when nothing answers", async () => {
    const load = loadOn(await http(() => {}))
    await load.service.start({ journey: "one-get", profile: constant(100) })
    await load.until(() => load.deltas.length >= 3)
    await load.service.stop()
    expect(load.service.current()).toBeNull()
    expect(load.stopped?.reason).toBe("asked")
    const sums = load.sums()
    expect(sums.ended).toBe(sums.fired)
    expect(sums.outcomes.closed).toBe(sums.fired)
    // We hung up: nobody failed.
    expect(sums.failed).toBe(0)
    const { fired } = sums
    await pause(300)
    expect(load.sums().fired).toBe(fired)
  })

  test("one stage, one load: a second is refused while one starts, runs or stops", async () => {
    const load = loadOn(await http(ok))
    const request = { journey: "one-get", profile: constant(10) }
    const refused = { code: "load_already_running" }
    const first = load.service.start(request)
    await expect(load.service.start(request)).rejects.toMatchObject(refused)
    await first
    await expect(load.service.start(request)).rejects.toMatchObject(refused)
    const stopping = load.service.stop()
    await expect(load.service.start(request)).rejects.toMatchObject(refused)
    await stopping
    await expect(load.service.start(request)).resolves.toMatchObject({
      journey: "one-get",
      overrideRps: null,
    })
  })

  test("stop and patch without a load are refused, close is not", async () => {
    const load = loadOn(await http(ok))
    await expect(load.service.stop()).rejects.toMatchObject({ code: "no_load_running" })
    await expect(load.service.patch({ rps: 5 })).rejects.toMatchObject({ code: "no_load_running" })
    await load.service.close()
  })

  test.each([Number.NaN, -1, 20_001])("a rate of %d is refused, and the load goes on", async (rps) => {
    const load = loadOn(await http(ok))
    await load.service.start({ journey: "one-get", profile: constant(10) })
    await expect(load.service.patch({ rps })).rejects.toMatchObject({ code: "validation_failed" })
    expect(load.service.current()?.overrideRps).toBeNull()
  })
})

describe("what is refused before anything is sent", () => {
  test.each([
    ["http://93.184.216.34:80", "validation_failed"],
    ["http://10.11.12.13:8080", "validation_failed"],
    ["https://127.0.0.1:443", "validation_failed"],
    ["not a url", "validation_failed"],
    ["http://no-such-service.invalid:80", "load_target_unreachable"],
  ])("a target such as %s", async (target, code) => {
    const load = loadOn(target)
    const started = load.service.start({ journey: "one-get", profile: constant(1) })
    await expect(started).rejects.toMatchObject({ code })
    expect(load.events).toEqual([])
  })

  test("every problem of a request at once, and an unknown journey", async () => {
    const load = loadOn(await http(ok))
    const bad = load.service.start({
      journey: "one-get",
      profile: { kind: "ramp", fromRps: -1, toRps: Number.NaN, durationSeconds: 0 },
      timeoutMs: 1,
      seed: -1,
    })
    const error = (await bad.catch((reason: unknown) => reason)) as GamedayError
    expect(error.code).toBe("validation_failed")
    expect(error.details?.map(({ path }) => path)).toEqual([
      "/profile/fromRps",
      "/profile/toRps",
      "/profile/durationSeconds",
      "/timeoutMs",
      "/seed",
    ])
    const unknown = load.service.start({ journey: "nobody", profile: constant(1) })
    await expect(unknown).rejects.toMatchObject({
      code: "unknown_journey",
      message: expect.stringContaining("one-get"),
    })
  })

  test("localhost by name is this machine", async () => {
    const stub = await http(ok)
    const load = loadOn(stub.url.replace("127.0.0.1", "localhost"))
    const sums = await load.run({ journey: "one-get", profile: constant(50, 0.5) })
    expect(sums.outcomes["2xx"]).toBe(25)
  })
})

describe("virtual users", () => {
  test("are clients of their own, each with a name only the generator can sign", async () => {
    const seen = new Set<string>()
    const load = loadOn(
      await http((request, response) => {
        seen.add(String(request.headers["x-gameday-client"]))
        setTimeout(() => response.end("ok"), 100)
      }),
    )
    await load.run({ journey: "one-get", profile: constant(50, 1) })
    expect(seen.size).toBeGreaterThan(3)
    for (const header of seen) {
      const [id = "", signature] = header.split(".")
      expect(signature).toBe(createHmac("sha256", clientSecret).update(id).digest("hex"))
    }
    expect(load.deltas.at(-1)?.virtualUsers).toBe(seen.size)
  })

  test("a hook that throws is reported, and the run goes on", async () => {
    let count = 0
    const load = loadOn(
      await http((_, response) => {
        count += 1
        response.end(count % 2 === 0 ? '{"id":1}' : "<html>")
      }),
      [journey("reads", [{ name: "read", method: "GET", path: "/", capture: { id: "/id" } }])],
    )
    const sums = await load.run({ journey: "reads", profile: constant(100, 1) })
    expect(sums.ended).toBe(100)
    expect(sums.failed).toBe(50)
    expect(sums.outcomes["2xx"]).toBe(100)
    const problems = load.deltas.flatMap((delta) => delta.problems ?? [])
    expect(problems.reduce((sum, { count: often }) => sum + often, 0)).toBe(50)
    expect(problems[0]?.message).toContain('Step "read" could not read its answer')
    expect(load.log.some(({ message }) => message === "journey problem")).toBe(true)
  })
})
