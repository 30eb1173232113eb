import { describe, expect, test } from "vitest"
import type { DiscoveredInstance, Discovery } from "../discovery.ts"
import { seededRng } from "../rng.ts"
import { FakeClock } from "../testing/fake-clock.ts"
import { InstanceSet, type ProbeResult } from "./instance-set.ts"

class Scene {
  readonly clock = new FakeClock()
  readonly answers = new Map<string, ProbeResult>()
  readonly disconnected: string[] = []
  readonly set: InstanceSet<string>
  #listener = () => {}
  #found: DiscoveredInstance[] = []

  constructor(...ids: string[]) {
    this.#found = ids.map(discovered)
    const discovery: Discovery = {
      services: () => ["product"],
      instances: () => this.#found,
      subscribe: (listener) => {
        this.#listener = listener
        return () => {}
      },
      close() {},
    }
    this.set = new InstanceSet({
      service: "product",
      discovery,
      clock: this.clock,
      rng: seededRng(3),
      probe: async (adminUrl) => this.answers.get(adminUrl) ?? "ready",
      connect: (url) => url,
      disconnect: (url) => this.disconnected.push(url),
    })
  }

  discover(...found: DiscoveredInstance[]): void {
    this.#found = found
    this.#listener()
  }

  /** Lets one round of probes be asked and answered. */
  async probes(): Promise<void> {
    this.clock.advance(250)
    for (let i = 0; i < 5; i++) await Promise.resolve()
  }

  ready(): string[] {
    return this.set.all.filter(({ ready }) => ready).map(({ id }) => id)
  }
}

const discovered = (id: string): DiscoveredInstance => ({ id, url: `http://${id}`, adminUrl: `admin ${id}` })

describe("who is in rotation", () => {
  test("nobody before the first probe, then who is ready", async () => {
    const scene = new Scene("a", "b")
    scene.answers.set("admin b", "unready")
    expect(scene.set.pick()).toBeUndefined()
    await scene.probes()
    await scene.probes()
    expect(scene.ready()).toEqual(["a"])
  })

  test("an instance that says unready or refuses is out at once, a silent one after two probes", async () => {
    const scene = new Scene("a", "b", "c")
    await scene.probes()
    scene.answers.set("admin a", "unready").set("admin b", "refused").set("admin c", "silent")
    await scene.probes()
    expect(scene.ready()).toEqual(["c"])
    await scene.probes()
    expect(scene.ready()).toEqual([])
  })

  test("ejecting takes effect at once and a probe ends it", async () => {
    const scene = new Scene("a", "b")
    await scene.probes()
    const a = scene.set.all.find(({ id }) => id === "a")
    if (a !== undefined) scene.set.eject(a)
    expect(scene.ready()).toEqual(["b"])
    await scene.probes()
    expect(scene.ready()).toEqual(["a", "b"])
  })

  test("a probe that began before an ejection does not undo it", async () => {
    const scene = new Scene("a")
    await scene.probes()
    scene.clock.advance(250)
    for (const instance of scene.set.all) scene.set.eject(instance)
    for (let i = 0; i < 5; i++) await Promise.resolve()
    expect(scene.ready()).toEqual([])
  })
})

describe("following discovery", () => {
  test("a restarted instance with the same id and another address is a new one", async () => {
    const scene = new Scene("a")
    await scene.probes()
    scene.discover({ id: "a", url: "http://a:2", adminUrl: "admin a2" })
    expect(scene.disconnected).toEqual(["http://a"])
    expect(scene.ready()).toEqual([])
    await scene.probes()
    expect(scene.ready()).toEqual(["a"])
  })

  test("who stays keeps its pending requests", async () => {
    const scene = new Scene("a", "b")
    await scene.probes()
    const b = scene.set.all.find(({ id }) => id === "b")
    if (b !== undefined) b.pending = 3
    scene.discover(discovered("b"), discovered("c"))
    expect(scene.set.all.map(({ id, pending }) => [id, pending])).toEqual([
      ["b", 3],
      ["c", 0],
    ])
  })
})

describe("balancing", () => {
  test("the fewest pending requests win", async () => {
    const scene = new Scene("a", "b", "c")
    await scene.probes()
    scene.set.all.forEach((instance, i) => {
      instance.pending = 3 - i
    })
    expect(scene.set.pick()?.id).toBe("c")
    expect(scene.set.pick(scene.set.all.filter(({ id }) => id === "c"))?.id).toBe("b")
  })

  test("ties are shared out evenly", async () => {
    const scene = new Scene("a", "b", "c")
    await scene.probes()
    const counts = new Map<string, number>()
    for (let i = 0; i < 3_000; i++) {
      const id = scene.set.pick()?.id ?? ""
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    for (const id of ["a", "b", "c"]) expect(counts.get(id)).toBeGreaterThan(850)
  })
})
