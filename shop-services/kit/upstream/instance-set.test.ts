import { describe, expect, test } from "vitest"
import type { DiscoveredInstance, Discovery } from "../discovery.ts"
import { seededRng } from "../rng.ts"
import { FakeClock } from "../testing/fake-clock.ts"
import { InstanceSet, type ProbeResult, type UpstreamInstance } from "./instance-set.ts"
import { Protections } from "./protections.ts"

class Scene {
  readonly clock = new FakeClock()
  readonly answers = new Map<string, ProbeResult>()
  readonly disconnected: string[] = []
  readonly ejected: string[] = []
  readonly protections = new Protections()
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
      protections: this.protections,
      onEjected: (id) => this.ejected.push(id),
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
    await this.answered()
  }

  async answered(): Promise<void> {
    for (let i = 0; i < 5; i++) await Promise.resolve()
  }

  instance(id: string): UpstreamInstance<string> {
    const found = this.set.all.find((one) => one.id === id)
    if (found === undefined) throw new Error(`There is no ${id}.`)
    return found
  }

  /** Which instances get requests now. */
  picked(): string[] {
    return [...new Set(Array.from({ length: 50 }, () => this.set.pick()?.id ?? "nobody"))].sort()
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

  test("doubting takes effect at once; the instance is asked, and its answer ends it", async () => {
    const scene = new Scene("a", "b")
    await scene.probes()
    scene.set.doubt(scene.instance("a"))
    expect(scene.ready()).toEqual(["b"])
    await scene.answered()
    expect(scene.ready()).toEqual(["a", "b"])
  })

  test("a probe that began before a doubt does not end it", async () => {
    const scene = new Scene("a")
    await scene.probes()
    scene.clock.advance(250)
    scene.answers.set("admin a", "refused")
    scene.set.doubt(scene.instance("a"))
    await scene.answered()
    expect(scene.ready()).toEqual([])
  })
})

describe("nobody is ready", () => {
  test("whoever waits hears as soon as somebody is", async () => {
    const scene = new Scene("a")
    await scene.probes()
    scene.answers.set("admin a", "unready")
    await scene.probes()
    let heard = 0
    expect(scene.set.awaitReady(() => heard++)).toBe(true)
    scene.answers.set("admin a", "ready")
    expect(heard).toBe(0)
    await scene.probes()
    expect(heard).toBe(1)
  })

  test("after a second nobody waits any longer; before there was anybody, nobody does at all", async () => {
    const scene = new Scene("a")
    expect(scene.set.awaitReady(() => {})).toBe(false)
    await scene.probes()
    scene.discover()
    let heard = 0
    expect(scene.set.awaitReady(() => heard++)).toBe(true)
    scene.clock.advance(1_000)
    expect(heard).toBe(1)
    expect(scene.set.awaitReady(() => {})).toBe(false)
  })
})

describe("who is about to stop", () => {
  async function onlyDraining(): Promise<Scene> {
    const scene = new Scene("a", "b")
    await scene.probes()
    await scene.probes()
    scene.answers.set("admin a", "draining").set("admin b", "draining")
    await scene.probes()
    return scene
  }

  test("gets requests only while nobody else is left", async () => {
    const scene = await onlyDraining()
    expect(scene.picked()).toEqual(["a", "b"])
    scene.answers.set("admin b", "ready")
    await scene.probes()
    expect(scene.picked()).toEqual(["b"])
  })

  test("is gone for good once a connection to it fails, whatever its admin port says", async () => {
    const scene = await onlyDraining()
    scene.set.doubt(scene.instance("a"))
    await scene.probes()
    expect(scene.picked()).toEqual(["b"])
    expect(scene.set.awaitReady(() => {})).toBe(false)
    scene.set.doubt(scene.instance("b"))
    expect(scene.picked()).toEqual(["nobody"])
    expect(scene.set.awaitReady(() => {})).toBe(true)
  })
})

describe("outliers", () => {
  async function withBroken(...ids: string[]): Promise<Scene> {
    const scene = new Scene("a", "b", "c")
    await scene.probes()
    for (let i = 0; i < 20; i++) {
      for (const { id } of scene.set.all) {
        scene.set.note(scene.instance(id), ids.includes(id) ? "broken" : "answered")
      }
    }
    return scene
  }

  test("who brings no answers five times in a row, while the others do, is left out for 2 s, then for 4 s", async () => {
    const scene = await withBroken("a")
    expect(scene.picked()).toEqual(["b", "c"])
    scene.clock.advance(2_000)
    expect(scene.picked()).toEqual(["a", "b", "c"])
    for (let i = 0; i < 5; i++) scene.set.note(scene.instance("a"), "broken")
    expect(scene.ejected).toEqual(["a", "a"])
    scene.clock.advance(3_999)
    expect(scene.picked()).toEqual(["b", "c"])
    scene.clock.advance(1)
    expect(scene.picked()).toEqual(["a", "b", "c"])
  })

  test("never more than half of them", async () => {
    const scene = await withBroken("a", "b")
    expect(scene.ejected).toHaveLength(1)
  })

  test("where all fail alike nobody is one", async () => {
    expect((await withBroken("a", "b", "c")).ejected).toEqual([])
  })

  test("who answers with errors, half of all calls more than the others, is one", async () => {
    const scene = new Scene("a", "b")
    await scene.probes()
    for (let i = 0; i < 20; i++) {
      scene.set.note(scene.instance("a"), i % 5 < 3 ? "failed" : "answered")
      scene.set.note(scene.instance("b"), "answered")
    }
    for (let i = 0; i < 3; i++) scene.set.note(scene.instance("a"), "failed")
    expect(scene.ejected).toEqual(["a"])
  })

  test("an ejected one gets its turn when nobody else is left", async () => {
    const scene = await withBroken("a")
    scene.answers.set("admin b", "unready").set("admin c", "unready")
    await scene.probes()
    expect(scene.picked()).toEqual(["a"])
  })
})

describe("without", () => {
  test("ejection, who fails stays", async () => {
    const scene = new Scene("a", "b")
    await scene.probes()
    const back = scene.protections.switchOff(["outlier-ejection"])
    for (let i = 0; i < 50; i++) scene.set.note(scene.instance("a"), "broken")
    expect(scene.picked()).toEqual(["a", "b"])
    back()
    scene.set.note(scene.instance("a"), "broken")
    expect(scene.picked()).toEqual(["b"])
  })

  test("health checks, who is not ready gets requests like everybody", async () => {
    const scene = new Scene("a", "b")
    scene.answers.set("admin a", "unready")
    await scene.probes()
    await scene.probes()
    const back = scene.protections.switchOff(["health-checks"])
    expect(scene.picked()).toEqual(["a", "b"])
    back()
    expect(scene.picked()).toEqual(["b"])
  })

  test("load balancing, one gets everything", async () => {
    const scene = new Scene("a", "b")
    await scene.probes()
    scene.instance("a").pending = 100
    scene.protections.switchOff(["load-balancing"])
    expect(scene.picked()).toEqual(["a"])
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
