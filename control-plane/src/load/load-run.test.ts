import { afterEach, describe, expect, test } from "vitest"
import { systemClock } from "../clock.ts"
import { seededRng } from "../rng.ts"
import { ArrivalSchedule } from "./arrival-schedule.ts"
import { ConnectionPool } from "./client/connection-pool.ts"
import { compileStep } from "./journey/compiled-step.ts"
import { VirtualUser } from "./journey/virtual-user.ts"
import { VirtualUsers } from "./journey/virtual-users.ts"
import { type Flight, LoadRun } from "./load-run.ts"
import type { LoadDelta } from "./ports.ts"
import { httpStub, type Stub } from "./testing/stub-server.ts"
import { type Sums, sumsOf } from "./testing/test-load.ts"

const stubs: Stub[] = []

afterEach(async () => {
  for (const stub of stubs.splice(0)) await stub.kill()
})

/** Runs a load of one GET in this process, to its end. */
async function run(options: {
  readonly rps: number
  readonly durationMs: number
  readonly maxConnections: number
  readonly answerAfterMs: number
  readonly whileRunning?: () => void
}): Promise<{ deltas: LoadDelta[]; sums: Sums }> {
  const stub = await httpStub((_, response) => setTimeout(() => response.end("ok"), options.answerAfterMs))
  stubs.push(stub)
  const step = compileStep({ name: "get", method: "GET", path: "/" }, "stub")
  const deltas: LoadDelta[] = []
  await new Promise<void>((resolve) => {
    LoadRun.start({
      clock: systemClock,
      schedule: new ArrivalSchedule(() => options.rps, options.durationMs),
      users: new VirtualUsers({
        bound: 1000,
        create: () => new VirtualUser({ setup: [], steps: [step] }, seededRng(1), ""),
      }),
      cpuSeconds: () => 0,
      pool: (onEnd) =>
        new ConnectionPool<Flight>({
          url: stub.url,
          maxConnections: options.maxConnections,
          timeoutMs: 5_000,
          endpoint: () => ({ host: "127.0.0.1", port: stub.port }),
          onEnd,
        }),
      onDelta: (delta) => deltas.push(delta),
      onEnd: resolve,
    })
    options.whileRunning?.()
  })
  return { deltas, sums: sumsOf(deltas) }
}

describe("the pacer", () => {
  test("counts a customer's waiting for a connection into the latency, not into the service time", async () => {
    // Every 50 ms somebody comes, and 80 ms is one at work: the queue grows until it drops.
    const { deltas, sums } = await run({ rps: 20, durationMs: 1500, maxConnections: 1, answerAfterMs: 80 })
    const latency = sums.latency.quantileMs(0.9) ?? 0
    const service = sums.service.quantileMs(0.9) ?? Number.POSITIVE_INFINITY
    expect(latency / service).toBeGreaterThan(1.5)
    expect(sums.outcomes.dropped).toBeGreaterThan(2)
    expect(sums.failed).toBe(sums.outcomes.dropped)
    expect(sums.scheduled).toBe(30)
    expect(sums.scheduled).toBe(sums.fired + sums.outcomes.dropped)
    expect(sums.ended).toBe(sums.fired)
    // The journey has one step, so every request that was sent is a visit of its own.
    expect(deltas.reduce((sum, { visits }) => sum + visits, 0)).toBe(sums.fired)
    expect(Math.max(...deltas.map(({ generator }) => generator.latenessMs))).toBeGreaterThan(100)
  })

  test("says so when its own loop was too late, and catches up without losing count", async () => {
    const { deltas, sums } = await run({
      rps: 200,
      durationMs: 1500,
      maxConnections: 100,
      answerAfterMs: 0,
      whileRunning: () => {
        setTimeout(() => {
          const until = performance.now() + 400
          while (performance.now() < until);
        }, 500)
      },
    })
    expect(deltas.some(({ generator }) => generator.limited)).toBe(true)
    expect(Math.max(...deltas.map(({ generator }) => generator.loopLagMs))).toBeGreaterThan(300)
    expect(sums.outcomes.dropped).toBeGreaterThan(10)
    expect(sums.scheduled).toBe(300)
    expect(sums.fired + sums.outcomes.dropped).toBe(300)
  })
})
