import { describe, expect, test } from "vitest"
import type { PlatformEvent, ServiceInstance } from "../platforms/ports.ts"
import { FakeClock } from "../testing/fake-clock.ts"
import { rollingRestart } from "./rolling-restart.ts"

function instance(id: string): ServiceInstance {
  const service = id.slice(0, id.lastIndexOf("-"))
  return { id, service, phase: "running", adminUrl: null, startedAt: 0, restarts: 0 }
}

/** Instances that are ready again only when the test says so. */
function stage(ids: readonly string[]) {
  const listeners = new Set<(event: PlatformEvent) => void>()
  const asked: string[] = []
  return {
    asked,
    listeners,
    becomesReady(id: string) {
      for (const listener of listeners) listener({ type: "ready", at: 0, instance: instance(id) })
    },
    platform: {
      instances: () => ids.map(instance),
      subscribe(listener: (event: PlatformEvent) => void) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      start: async () => undefined,
      restart: async (id: string) => {
        asked.push(id)
      },
    },
  }
}

const settled = () => new Promise((resume) => setImmediate(resume))

describe("a rolling restart", () => {
  test("takes the next instance only when the one before is ready, and leaves other services alone", async () => {
    const { platform, asked, listeners, becomesReady } = stage(["product-1", "product-2", "user-1"])
    const done = rollingRestart(platform, new FakeClock(), "product")
    await settled()
    expect(asked).toEqual(["product-1"])
    becomesReady("user-1")
    await settled()
    expect(asked).toEqual(["product-1"])
    becomesReady("product-1")
    await settled()
    expect(asked).toEqual(["product-1", "product-2"])
    becomesReady("product-2")
    expect(await done).toEqual(["product-1", "product-2"])
    expect(listeners.size).toBe(0)
  })

  test("gives up after 30 s without readiness, and leaves those after it running", async () => {
    const { platform, asked, listeners } = stage(["product-1", "product-2"])
    const clock = new FakeClock()
    const done = rollingRestart(platform, clock, "product")
    const failure = expect(done).rejects.toThrow(/product-1 was not ready again 30 s after its restart/)
    await settled()
    clock.advance(30_000)
    await failure
    expect(asked).toEqual(["product-1"])
    expect(listeners.size).toBe(0)
  })
})
