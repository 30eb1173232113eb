import type { AdminFault } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import { FaultLeases } from "./faults.ts"
import type { MatchedRequest } from "./request-match.ts"
import { FakeClock } from "./testing/fake-clock.ts"
import { trickle } from "./trickle.ts"

const noCondition = () => ({ end() {} })

const get = (path: string): MatchedRequest => ({ method: "GET", path, headers: {} })

function errors(overrides: Partial<AdminFault> = {}): AdminFault {
  return {
    kind: "error-rate",
    percentage: 100,
    match: {},
    seed: 7,
    leaseSeconds: 10,
    params: { status: 500 },
    ...overrides,
  } as AdminFault
}

function latency(delayMs: number, jitterMs = 0): AdminFault {
  return {
    kind: "latency",
    percentage: 100,
    match: {},
    seed: 7,
    leaseSeconds: 10,
    params: { delayMs, jitterMs, distribution: "uniform" },
  }
}

async function hitsOf(faults: FaultLeases, requests: number): Promise<boolean[]> {
  const hits: boolean[] = []
  for (let i = 0; i < requests; i++) hits.push((await faults.apply(get("/api/products"))) !== undefined)
  return hits
}

/** Resolves to what the promise is right now. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol("pending")
  for (let i = 0; i < 5; i++) await Promise.resolve()
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending
}

describe("how often a fault hits", () => {
  test.each([0.1, 1, 10, 50])("about %s %% of the requests", async (percentage) => {
    const faults = new FaultLeases(new FakeClock(), noCondition)
    faults.put("f", errors({ percentage }))
    const requests = 20_000
    const hits = (await hitsOf(faults, requests)).filter(Boolean).length
    const share = percentage / 100
    // Five standard deviations of a binomial: an honest die fails this once in a million runs, this seed never.
    const bound = 5 * Math.sqrt(requests * share * (1 - share))
    expect(Math.abs(hits - requests * share)).toBeLessThan(bound)
    expect(faults.list()).toMatchObject([{ matched: requests, injected: hits }])
  })

  test("0.0001 % hits some of many requests and spares nearly all", async () => {
    const faults = new FaultLeases(new FakeClock(), noCondition)
    faults.put("f", errors({ percentage: 0.0001, seed: 1 }))
    const hits = (await hitsOf(faults, 1_000)).filter(Boolean).length
    expect(hits).toBeLessThan(3)
    expect(faults.list()[0]?.matched).toBe(1_000)
  })

  test("the same seed hits the same requests, another one others", async () => {
    const run = async (seed: number) => {
      const faults = new FaultLeases(new FakeClock(), noCondition)
      faults.put("f", errors({ percentage: 30, seed }))
      return hitsOf(faults, 200)
    }
    expect(await run(42)).toEqual(await run(42))
    expect(await run(42)).not.toEqual(await run(43))
  })
})

describe("which requests a fault touches", () => {
  test.each([
    [{ route: "/api/products" }, "GET", "/api/products/lamp", true],
    [{ route: "/api/products" }, "GET", "/api/cart", false],
    [{ method: "POST" }, "POST", "/api/cart", true],
    [{ method: "POST" }, "GET", "/api/cart", false],
    [{ method: "POST", route: "/api/checkout" }, "POST", "/api/cart", false],
  ] as const)("match %j on %s %s: %s", async (match, method, path, hit) => {
    const faults = new FaultLeases(new FakeClock(), noCondition)
    faults.put("f", errors({ match }))
    expect(await faults.apply({ method, path, headers: {} })).toEqual(
      hit ? { type: "error", faultId: "f", status: 500 } : undefined,
    )
    expect(faults.list()[0]?.matched).toBe(hit ? 1 : 0)
  })
})

describe("which headers a fault looks for", () => {
  test.each([
    [{ name: "X-Trial" }, { "x-trial": "anything" }, true],
    [{ name: "X-Trial" }, { "x-trial": "" }, true],
    [{ name: "x-trial" }, {}, false],
    [{ name: "x-trial", equals: "blue" }, { "x-trial": "blue" }, true],
    [{ name: "x-trial", equals: "blue" }, { "x-trial": "blue, green" }, false],
    [{ name: "x-trial", equals: "Blue" }, { "x-trial": "blue" }, false],
    [{ name: "constructor" }, {}, false],
  ] as const)("match %j on %j: %s", async (header, headers, hit) => {
    const faults = new FaultLeases(new FakeClock(), noCondition)
    faults.put("f", errors({ match: { header } }))
    const end = await faults.apply({ method: "GET", path: "/", headers })
    expect(end !== undefined).toBe(hit)
    expect(faults.list()[0]?.matched).toBe(hit ? 1 : 0)
  })
})

describe("only the first requests", () => {
  test("are hit; later ones pass and are not counted, and others do not use them up", async () => {
    const faults = new FaultLeases(new FakeClock(), noCondition)
    faults.put("f", errors({ match: { route: "/api", first: 3 } }))
    await faults.apply(get("/elsewhere"))
    expect(await hitsOf(faults, 5)).toEqual([true, true, true, false, false])
    expect(faults.list()).toMatchObject([{ matched: 3, injected: 3 }])
  })

  test("are rolled for like all others", async () => {
    const faults = new FaultLeases(new FakeClock(), noCondition)
    faults.put("f", errors({ percentage: 50, match: { first: 1_000 } }))
    const hits = (await hitsOf(faults, 3_000)).filter(Boolean).length
    expect(faults.list()).toMatchObject([{ matched: 1_000, injected: hits }])
    expect(Math.abs(hits - 500)).toBeLessThan(80)
  })

  test("are others again when the fault is injected anew, not when it is only renewed", async () => {
    const faults = new FaultLeases(new FakeClock(), noCondition)
    const firstOne = errors({ match: { first: 1 } })
    faults.put("f", firstOne)
    expect(await hitsOf(faults, 2)).toEqual([true, false])
    faults.put("f", firstOne)
    expect(await hitsOf(faults, 1)).toEqual([false])
    faults.remove("f")
    faults.put("f", firstOne)
    expect(await hitsOf(faults, 1)).toEqual([true])
  })
})

describe("leases", () => {
  test("a fault ends by itself when nobody renews it", async () => {
    const clock = new FakeClock()
    const faults = new FaultLeases(clock, noCondition)
    faults.put("f", errors({ leaseSeconds: 3 }))
    clock.advance(2_999)
    expect(await faults.apply(get("/"))).toBeDefined()
    clock.advance(1)
    expect(await faults.apply(get("/"))).toBeUndefined()
    expect(faults.list()).toEqual([])
    expect(faults.renew("f", 3)).toBe(false)
  })

  test("renewing keeps it, and keeps its counts", async () => {
    const clock = new FakeClock()
    const faults = new FaultLeases(clock, noCondition)
    faults.put("f", errors({ leaseSeconds: 3 }))
    await faults.apply(get("/"))
    clock.advance(2_000)
    expect(faults.renew("f", 3)).toBe(true)
    clock.advance(2_000)
    faults.put("f", errors({ leaseSeconds: 3 }))
    clock.advance(2_000)
    await faults.apply(get("/"))
    expect(faults.list()).toMatchObject([{ injected: 2, leaseExpiresAt: clock.now() + 1_000 }])
  })

  test("a different fault under the same id replaces it and counts anew", async () => {
    const faults = new FaultLeases(new FakeClock(), noCondition)
    faults.put("f", errors())
    await faults.apply(get("/"))
    faults.put("f", errors({ params: { status: 418 } }))
    expect(faults.list()).toMatchObject([{ injected: 0, firstInjectedAt: null }])
    expect(await faults.apply(get("/"))).toMatchObject({ status: 418 })
  })
})

describe("latency", () => {
  test("delays by the delay and at most the jitter on top", async () => {
    const clock = new FakeClock()
    const faults = new FaultLeases(clock, noCondition)
    faults.put("slow", latency(100, 50))
    const request = faults.apply(get("/"))
    clock.advance(99)
    expect(await settled(request)).toBe(false)
    clock.advance(51)
    expect(await settled(request)).toBe(true)
  })

  test("delays of two faults add up", async () => {
    const clock = new FakeClock()
    const faults = new FaultLeases(clock, noCondition)
    faults.put("a", latency(100))
    faults.put("b", latency(100))
    const request = faults.apply(get("/"))
    clock.advance(100)
    expect(await settled(request)).toBe(false)
    clock.advance(100)
    expect(await settled(request)).toBe(true)
  })

  test.each(["remove", "removeAll"] as const)("%s lets delayed requests go on", async (how) => {
    const faults = new FaultLeases(new FakeClock(), noCondition)
    faults.put("slow", latency(60_000))
    const requests = [faults.apply(get("/")), faults.apply(get("/"))]
    expect(await settled(Promise.all(requests))).toBe(false)
    faults[how]("slow")
    expect(await Promise.all(requests)).toEqual([undefined, undefined])
  })

  test("an expiring lease lets delayed requests go on", async () => {
    const clock = new FakeClock()
    const faults = new FaultLeases(clock, noCondition)
    faults.put("slow", { ...latency(60_000), leaseSeconds: 1 })
    const request = faults.apply(get("/"))
    clock.advance(1_000)
    expect(await request).toBeUndefined()
  })
})

const fault = (kind: "abort" | "timeout", overrides: Partial<AdminFault> = {}) =>
  ({ kind, percentage: 100, match: {}, seed: 7, leaseSeconds: 10, params: {}, ...overrides }) as AdminFault

describe("abort", () => {
  test("cuts the request, and before an error is answered", async () => {
    const faults = new FaultLeases(new FakeClock(), noCondition)
    faults.put("e", errors())
    faults.put("a", fault("abort"))
    expect(await faults.apply(get("/"))).toEqual({ type: "cut", faultId: "a" })
    expect(faults.list()).toMatchObject([
      { id: "e", matched: 0 },
      { id: "a", matched: 1, injected: 1 },
    ])
  })
})

describe("timeout", () => {
  test("never answers, and cuts when it is removed", async () => {
    const clock = new FakeClock()
    const faults = new FaultLeases(clock, noCondition)
    faults.put("t", fault("timeout"))
    const request = faults.apply(get("/"))
    clock.advance(9_999)
    expect(await settled(request)).toBe(false)
    faults.remove("t")
    expect(await request).toEqual({ type: "cut", faultId: "t" })
  })

  test("ends with its lease, and for a customer who hangs up at once", async () => {
    const clock = new FakeClock()
    const faults = new FaultLeases(clock, noCondition)
    faults.put("t", fault("timeout"))
    const patient = faults.apply(get("/"))
    let hangUp = () => {}
    const impatient = faults.apply(get("/"), (hungUp) => {
      hangUp = hungUp
    })
    hangUp()
    expect(await settled(impatient)).toBe(true)
    expect(await settled(patient)).toBe(false)
    clock.advance(10_000)
    expect(await settled(patient)).toBe(true)
  })
})

describe("slow-body", () => {
  const slow = (overrides: object = {}) =>
    ({
      kind: "slow-body",
      percentage: 100,
      match: { route: "/api" },
      seed: 7,
      leaseSeconds: 10,
      params: { bytesPerSecond: 20 },
      ...overrides,
    }) as AdminFault

  test("paces the requests it hits, and no more when it is gone", async () => {
    const clock = new FakeClock()
    const faults = new FaultLeases(clock, noCondition)
    faults.put("s", slow())
    expect(faults.pace(get("/elsewhere"))).toBeUndefined()
    const pace = faults.pace(get("/api/products"))
    expect(pace?.bytesPerSecond).toBe(20)
    const slice = pace?.wait(100) ?? Promise.resolve()
    expect(await settled(slice)).toBe(false)
    clock.advance(100)
    expect(await settled(slice)).toBe(true)
    const next = pace?.wait(100) ?? Promise.resolve()
    faults.remove("s")
    expect(await settled(next)).toBe(true)
    expect(await settled(pace?.wait(100) ?? new Promise(() => {}))).toBe(true)
    expect(faults.pace(get("/api/products"))).toBeUndefined()
  })

  test("sends the same bytes, slice by slice", async () => {
    const waits: number[] = []
    const pace = {
      bytesPerSecond: 20,
      async wait(ms: number) {
        waits.push(ms)
      },
    }
    const sent: Buffer[] = []
    for await (const slice of trickle("grüße", pace)) sent.push(slice as Buffer)
    expect(Buffer.concat(sent).toString()).toBe("grüße")
    expect(waits).toEqual([100, 100, 100, 50])
  })
})

describe("a condition of the whole process", () => {
  test("begins once, ends once, and is no matter of requests", async () => {
    const clock = new FakeClock()
    const told: string[] = []
    const faults = new FaultLeases(clock, (id) => {
      told.push(`begin ${id}`)
      return { end: () => told.push(`end ${id}`) }
    })
    const unready: AdminFault = { kind: "unready", leaseSeconds: 5, params: {} }
    faults.put("u", unready)
    faults.put("u", unready)
    expect(await faults.apply(get("/"))).toBeUndefined()
    expect(faults.list()).toMatchObject([{ kind: "unready", matched: 0, firstInjectedAt: clock.now() }])
    expect(told).toEqual(["begin u"])
    clock.advance(5_000)
    faults.remove("u")
    expect(told).toEqual(["begin u", "end u"])
  })

  test("tells whether it is over, when it can be", () => {
    let over = false
    const faults = new FaultLeases(new FakeClock(), (id) =>
      id === "flush" ? { end() {}, over: () => over } : { end() {} },
    )
    faults.put("u", { kind: "unready", leaseSeconds: 5, params: {} })
    faults.put("flush", { kind: "cache-flush", leaseSeconds: 5, params: {} })
    expect(faults.list().map((proof) => proof.over)).toEqual([undefined, false])
    over = true
    expect(faults.list().map((proof) => proof.over)).toEqual([undefined, true])
  })

  test("that cannot begin leaves nothing behind", () => {
    const faults = new FaultLeases(new FakeClock(), () => {
      throw new Error("no database")
    })
    const exhaust: AdminFault = { kind: "db-pool-exhaustion", leaseSeconds: 5, params: { connections: 8 } }
    expect(() => faults.put("f", exhaust)).toThrow("no database")
    expect(faults.list()).toEqual([])
  })

  test("is told once as an injection, as each request that is hit is", async () => {
    const told: string[] = []
    const faults = new FaultLeases(new FakeClock(), noCondition, (kind) => told.push(kind))
    const unready: AdminFault = { kind: "unready", leaseSeconds: 5, params: {} }
    faults.put("u", unready)
    faults.put("u", unready)
    faults.put("e", errors())
    await hitsOf(faults, 2)
    expect(told).toEqual(["unready", "error-rate", "error-rate"])
  })
})
