import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { GamedayError } from "../../errors.ts"
import type { Platform, PlatformEvent } from "../ports.ts"

/** A platform under test, with a target of at least two services. */
export interface PlatformUnderTest {
  readonly platform: Platform
  /** A backend service with 2 replicas and at least 3 allowed. */
  readonly service: string
  /** An id of something that stands beside the target and must not be hit. */
  readonly protectedId: string
  /** Names what the platform started and that still exists. */
  leftovers(): Promise<readonly string[]>
  dispose(): Promise<void>
}

/** What every platform has to do, whatever it is made of. Tests build on each other, as on a stage. */
export function platformBattery(name: string, create: () => Promise<PlatformUnderTest>): void {
  describe(`${name}: platform battery`, () => {
    let stage: PlatformUnderTest
    let platform: Platform
    let victim: string
    const seen: PlatformEvent[] = []

    const instance = (id: string) => {
      const found = platform.instances().find((candidate) => candidate.id === id)
      if (found === undefined) throw new Error(`no instance ${id}`)
      return found
    }
    const ofService = () => platform.instances().filter(({ service }) => service === stage.service)
    const happened = (type: PlatformEvent["type"], id: string) =>
      seen.some((event) => event.type === type && event.instance.id === id)
    const untilHappened = (type: PlatformEvent["type"], id: string) =>
      expect.poll(() => happened(type, id), { timeout: 20_000, interval: 20 }).toBe(true)
    const answers = async (id: string) => {
      const { adminUrl } = instance(id)
      if (adminUrl === null) return false
      return fetch(`${adminUrl}/health/ready`, { signal: AbortSignal.timeout(1000) }).then(
        ({ ok }) => ok,
        () => false,
      )
    }
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => "no error",
        (error: unknown) => (error instanceof GamedayError ? error.code : String(error)),
      )

    beforeAll(async () => {
      stage = await create()
      platform = stage.platform
      victim = `${stage.service}-1`
      platform.subscribe((event) => seen.push(event))
      await platform.up(() => undefined)
    }, 120_000)

    afterAll(async () => {
      await stage?.dispose()
    }, 60_000)

    it("brings up every replica of every service, ready and reachable", async () => {
      expect(ofService().map(({ id }) => id)).toEqual([`${stage.service}-1`, `${stage.service}-2`])
      for (const { id, phase, restarts, startedAt } of platform.instances()) {
        expect({ id, phase, restarts }).toEqual({ id, phase: "running", restarts: 0 })
        expect(startedAt).toBeGreaterThan(0)
        expect(await answers(id)).toBe(true)
      }
      expect(platform.desired(stage.service)).toBe(2)
    })

    it("does nothing when it is brought up a second time", async () => {
      const before = platform.instances()
      await platform.up(() => undefined)
      expect(platform.instances()).toEqual(before)
    })

    it("answers at the entry", async () => {
      expect((await fetch(platform.entryUrl())).ok).toBe(true)
    })

    it("knows which dependency answers", async () => {
      const answered = () => platform.dependencyAnswers("postgres")
      await expect.poll(answered, { timeout: 30_000, interval: 200 }).toBe(true)
      expect(await platform.dependencyAnswers("nothing-of-ours")).toBe(false)
    })

    it("kills: the process is gone when it resolves, everybody is told, the others live on", async () => {
      seen.length = 0
      await platform.kill(victim)
      expect(await answers(victim)).toBe(false)
      await untilHappened("died", victim)
      expect(instance(victim)).toMatchObject({ phase: "exited", adminUrl: null, restarts: 0 })
      expect(seen.filter(({ type }) => type === "died")).toHaveLength(1)
      expect(await answers(`${stage.service}-2`)).toBe(true)
    })

    it("kills twice without complaint", async () => {
      await platform.kill(victim)
      expect(instance(victim).phase).toBe("exited")
    })

    it("leaves a killed instance down until somebody starts it, then reports it started and ready", async () => {
      seen.length = 0
      await platform.start(victim)
      await untilHappened("started", victim)
      await untilHappened("ready", victim)
      expect(instance(victim)).toMatchObject({ phase: "running", restarts: 1 })
      expect(await answers(victim)).toBe(true)
    })

    it("does nothing when a running instance is started", async () => {
      const before = instance(victim)
      await platform.start(victim)
      expect(instance(victim)).toEqual(before)
    })

    it("restarts: a new process, and no death is reported", async () => {
      seen.length = 0
      const { startedAt } = instance(victim)
      await platform.restart(victim)
      await untilHappened("ready", victim)
      expect(instance(victim)).toMatchObject({ phase: "running", restarts: 2 })
      expect(instance(victim).startedAt).toBeGreaterThan(startedAt ?? 0)
      expect(happened("died", victim)).toBe(false)
    })

    it("freezes: it keeps its process and answers nobody, until it goes on where it was", async () => {
      seen.length = 0
      const before = instance(victim)
      await platform.pause(victim)
      await platform.pause(victim)
      expect(instance(victim)).toEqual({ ...before, phase: "paused" })
      expect(await answers(victim)).toBe(false)
      expect(await answers(`${stage.service}-2`)).toBe(true)
      await platform.resume(victim)
      await platform.resume(victim)
      expect(instance(victim)).toEqual(before)
      await expect.poll(() => answers(victim), { timeout: 10_000 }).toBe(true)
      expect(seen).toEqual([])
    })

    it.each(["kill", "stop"] as const)("ends a frozen instance with %s like any other", async (how) => {
      seen.length = 0
      await platform.pause(victim)
      await platform[how](victim)
      await untilHappened("died", victim)
      expect(instance(victim)).toMatchObject({ phase: "exited", adminUrl: null })
      await platform.pause(victim)
      await platform.resume(victim)
      expect(instance(victim).phase).toBe("exited")
      await platform.start(victim)
      await untilHappened("ready", victim)
      expect(await answers(victim)).toBe(true)
    })

    it("stops: the process has ended gracefully when it resolves, its death is told once, and it stays down", async () => {
      seen.length = 0
      await Promise.all([platform.stop(victim), platform.stop(victim)])
      await platform.stop(victim)
      await untilHappened("died", victim)
      expect(instance(victim).phase).toBe("exited")
      expect(seen.filter(({ type }) => type === "died")).toMatchObject([
        { reason: expect.stringMatching(/stopped|exit code 0/) },
      ])
      await platform.start(victim)
      await untilHappened("ready", victim)
    })

    it("scales up: the new instance gets the next number and becomes ready", async () => {
      seen.length = 0
      await platform.scale(stage.service, 3)
      await untilHappened("ready", `${stage.service}-3`)
      expect(platform.desired(stage.service)).toBe(3)
      expect(await answers(`${stage.service}-3`)).toBe(true)
    })

    it("kills and starts an instance that came by scaling like any other", async () => {
      seen.length = 0
      await platform.kill(`${stage.service}-3`)
      await platform.start(`${stage.service}-3`)
      await untilHappened("ready", `${stage.service}-3`)
      expect(await answers(`${stage.service}-3`)).toBe(true)
    })

    it("scales down: the highest number goes, is reported as removed, and is unknown then", async () => {
      seen.length = 0
      await platform.scale(stage.service, 2)
      await untilHappened("removed", `${stage.service}-3`)
      expect(happened("died", `${stage.service}-3`)).toBe(false)
      expect(ofService().map(({ id }) => id)).toEqual([`${stage.service}-1`, `${stage.service}-2`])
      expect(await codeOf(platform.kill(`${stage.service}-3`))).toBe("unknown_instance")
    })

    it("refuses what does not exist, what is protected, and more replicas than the target allows", async () => {
      expect(await codeOf(platform.start("nonsense"))).toBe("unknown_instance")
      for (const hit of ["kill", "stop", "pause"] as const) {
        expect(await codeOf(platform[hit]("nothing-of-ours-1"))).toBe("unknown_instance")
        expect(await codeOf(platform[hit](stage.protectedId))).toBe("protected_target")
      }
      expect(await codeOf(platform.scale("nothing-of-ours", 2))).toBe("unknown_service")
      expect(await codeOf(platform.scale(stage.service, 99))).toBe("validation_failed")
      expect(await codeOf(platform.scale(stage.service, 0))).toBe("validation_failed")
    })

    it("says in both languages why it cannot do what it cannot do", () => {
      expect(platform.whyNot("kill")).toBeUndefined()
      const reason = platform.whyNot("network-latency")
      if (reason !== undefined) expect(reason.en).not.toBe(reason.de)
    })

    it("leaves nothing behind when it goes down, twice if need be", async () => {
      await Promise.all([platform.down(), platform.down()])
      await platform.down()
      expect(await stage.leftovers()).toEqual([])
      expect(platform.instances()).toEqual([])
    })
  })
}
