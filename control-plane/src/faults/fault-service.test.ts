import { writeFile } from "node:fs/promises"
import type { FaultRequest } from "@gameday/contract"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { ServiceInstance } from "../platforms/ports.ts"
import type { FaultEvent } from "./ports.ts"
import { type Life, operator, Stage, service, targetOf, until } from "./testing/stage.ts"

const latency = (name: string, instances: FaultRequest["target"]["instances"] = 1): FaultRequest => ({
  kind: "latency",
  params: { percentage: 50, delayMs: 100 },
  target: { service: name, instances },
})
const errors = (name: string, instances: FaultRequest["target"]["instances"] = 1): FaultRequest => ({
  kind: "error-rate",
  params: { percentage: 50 },
  target: { service: name, instances },
})
const kill = (name: string): FaultRequest => ({
  kind: "kill",
  params: {},
  target: { service: name, instances: 1 },
})

let stage: Stage
beforeEach(async () => {
  stage = await Stage.open()
})
afterEach(() => stage.close())

/** Turns the clock in small steps until it has come to that; what waits for real sockets gets its time in between. */
async function turnUntil({ clock }: Life, condition: () => boolean | Promise<boolean>): Promise<void> {
  await until(async () => {
    if (await condition()) return true
    clock.advance(100)
    return false
  })
}

/** A process that hangs answers nothing, so nobody can say that it is free of its fault. */
function hang(id: string) {
  process.kill(stage.platform.pid(id) ?? Number.NaN, "SIGSTOP")
}

function resume(id: string) {
  process.kill(stage.platform.pid(id) ?? Number.NaN, "SIGCONT")
}

function instance(id: string): ServiceInstance {
  const found = stage.platform.instances().find((candidate) => candidate.id === id)
  if (found === undefined) throw new Error(`There is no ${id}`)
  return found
}

describe("refusals", () => {
  test("only what the target describes can be reached, whatever the name", async () => {
    const { faults } = stage.live()
    for (const name of [
      "control-plane",
      "postgres",
      "__proto__",
      "constructor",
      "a-1",
      "../a",
      "a;reboot",
      "A",
      "",
    ]) {
      for (const request of [kill(name), latency(name, "all")]) {
        const refusal = expect.objectContaining({
          code: "unknown_service",
          message: expect.stringContaining("a, b"),
        })
        expect(() => faults.preview(request)).toThrow(refusal)
        await expect(faults.inject(request, operator)).rejects.toEqual(refusal)
      }
    }
    expect(faults.list()).toEqual([])
    expect(await stage.injected()).toEqual([])
  })

  test("firing is refused when it would hit somebody the preview did not name", async () => {
    const { faults } = stage.live()
    const { hit } = faults.preview(latency("a"))
    await stage.platform.kill("a-2")
    await expect(faults.inject({ ...latency("a"), expectInstances: hit }, operator)).rejects.toMatchObject({
      code: "preview_outdated",
      message: expect.stringContaining("a-1"),
    })
    expect(await stage.injected()).toEqual([])
    await faults.inject({ ...latency("a"), expectInstances: ["a-1"] }, operator)
    expect(await stage.injected()).toEqual(["a-1 latency"])
  })

  test("the same kind twice on a service is refused, another kind or service is not", async () => {
    const { faults } = stage.live()
    const both = await Promise.allSettled([
      faults.inject(latency("a"), operator),
      faults.inject(latency("a"), operator),
    ])
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"])
    expect(both[1]).toMatchObject({ reason: { code: "fault_conflict" } })
    expect(() => faults.preview(latency("a", "all"))).toThrow(
      expect.objectContaining({ code: "fault_conflict" }),
    )
    await faults.inject(errors("a", "all"), operator)
    await faults.inject(latency("b"), operator)
    expect((await stage.injected()).toSorted()).toEqual([
      "a-1 error-rate",
      "a-2 error-rate",
      "a-2 latency",
      "b-1 latency",
    ])
  })

  test("a service without an admin port has no in-service faults, and can be killed", () => {
    const { faults } = stage.live({ target: targetOf([service("a", { admin: false })]) })
    expect(() => faults.preview(latency("a"))).toThrow(
      expect.objectContaining({
        code: "unsupported_on_platform",
        message: expect.stringContaining("no admin port"),
      }),
    )
    expect(faults.preview(kill("a")).hit).toEqual(["a-2"])
  })

  test("healing what does not exist says what does", async () => {
    const { faults } = stage.live()
    const { id } = await faults.inject(latency("a"), operator)
    await expect(faults.heal("nothing", operator)).rejects.toMatchObject({
      code: "unknown_fault",
      message: expect.stringContaining(id),
    })
  })
})

describe("leases", () => {
  const timing = { leaseSeconds: 0.4 }

  test("a fault that nobody renews ends by itself", async () => {
    await stage.live({ timing }).faults.inject(latency("a"), operator)
    expect(await stage.injected()).toEqual(["a-2 latency"])
    await until(async () => (await stage.injected()).length === 0)
  })

  test("renewing keeps it, and an instance that lost it gets it again", async () => {
    const { faults, clock } = stage.live({ timing })
    await faults.inject(latency("a"), operator)
    for (let beat = 0; beat < 12; beat++) {
      clock.advance(2_000)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect(await stage.injected()).toEqual(["a-2 latency"])
    await until(async () => (await stage.injected()).length === 0)
    clock.advance(2_000)
    await until(async () => (await stage.injected()).join() === "a-2 latency")
  })

  test("a restarted instance gets the fault as soon as it is ready", async () => {
    const { faults } = stage.live()
    await faults.inject(errors("a", "all"), operator)
    await stage.platform.kill("a-1")
    expect(await stage.injected()).toEqual(["a-2 error-rate"])
    await stage.platform.startUntilReady("a-1")
    await until(async () => (await stage.injected()).join() === "a-1 error-rate,a-2 error-rate")
    expect(faults.list()[0]?.status).toBe("active")
  })

  test("new replicas get a fault on all, not one on a number, and the ledger knows them", async () => {
    const { faults, ledger } = stage.live()
    const { id } = await faults.inject(errors("a", "all"), operator)
    await faults.inject(latency("a", 2), operator)
    await stage.platform.add("a")
    await until(async () => (await stage.injected()).includes("a-3 error-rate"))
    expect(await stage.injected()).not.toContain("a-3 latency")
    await until(() => faults.list().find((fault) => fault.id === id)?.instances.length === 3)
    expect(ledger.entries()[0]?.fault.instances).toEqual(["a-1", "a-2", "a-3"])

    await stage.live().faults.recover()
    expect(await stage.injected()).toEqual([])
  })

  test("a fault whose instances were all scaled away is over", async () => {
    const { faults } = stage.live()
    await faults.inject(latency("a"), operator)
    await stage.platform.remove("a-2")
    await until(() => faults.list()[0]?.status === "reverted")
    expect(faults.list()[0]).toMatchObject({ end: "target-gone" })
  })
})

describe("reverting that fails", () => {
  test("is shown with a remedy, blocks that service only, and ends as soon as reverting works", async () => {
    const life = stage.live()
    const { faults, timeline, ledger } = life
    const { id } = await faults.inject(latency("a"), operator)
    hang("a-2")
    const healed = faults.heal(id, operator).catch((error: unknown) => error)
    await turnUntil(life, () => faults.list()[0]?.status === "revert-failed")
    expect(await healed).toMatchObject({
      code: "revert_failed",
      message: expect.stringContaining("Restart a-2"),
    })
    expect(faults.list()[0]?.manualRemedy).toContain("Restart a-2")
    await expect(faults.inject(errors("a"), operator)).rejects.toMatchObject({ code: "fault_conflict" })
    await faults.inject(errors("b"), operator)
    expect(ledger.entries()).toHaveLength(2)

    resume("a-2")
    await turnUntil(life, () => faults.list().find((fault) => fault.id === id)?.status === "reverted")
    await faults.inject(errors("a"), operator)
    const types = timeline.recent().map(({ type, tone }) => `${type} ${tone}`)
    expect(types.filter((type) => type === "fault.revert-failed critical")).toHaveLength(1)
    expect(types).toContain("fault.reverted action")
  })

  test("healing everything says what it could not verify, and lets nothing new in until it could", async () => {
    const life = stage.live()
    const { faults } = life
    await faults.inject(latency("b"), operator)
    hang("a-1")
    let report: Awaited<ReturnType<typeof faults.healEverything>> | undefined
    void faults.healEverything(operator).then((done) => {
      report = done
    })
    await turnUntil(life, () => report !== undefined)
    expect(report).toMatchObject({ healed: 1, failed: 0, verified: false })
    expect(report?.residue.join()).toContain("a-1 does not answer")
    expect(faults.healing()).toBe(true)
    await expect(faults.inject(errors("b"), operator)).rejects.toMatchObject({ code: "healing_in_progress" })

    resume("a-1")
    await turnUntil(life, () => !faults.healing())
    await faults.inject(errors("b"), operator)
  })

  test("healing everything counts what it could not revert, and every record says what to do", async () => {
    const life = stage.live()
    const { faults } = life
    const stuck = await faults.inject(latency("a"), operator)
    await faults.inject(latency("b"), operator)
    hang("a-2")
    let report: Awaited<ReturnType<typeof faults.healEverything>> | undefined
    void faults.healEverything(operator).then((done) => {
      report = done
    })
    await turnUntil(life, () => report !== undefined)
    expect(report).toMatchObject({ healed: 1, failed: 1, verified: false })
    expect(report?.residue.join()).toContain(`latency ${stuck.id} on a-2 is not reverted`)
    expect(faults.list().find(({ id }) => id === stuck.id)).toMatchObject({
      status: "revert-failed",
      manualRemedy: expect.stringContaining("Restart a-2"),
    })
    resume("a-2")
    await turnUntil(life, () => !faults.healing())
    expect(await stage.injected()).toEqual([])
  })

  test("an injection that fails half-way leaves nothing behind", async () => {
    const life = stage.live()
    const { faults, ledger } = life
    hang("a-1")
    const refused = faults.inject(errors("a", "all"), operator).catch((error: unknown) => error)
    await until(async () => (await stage.admin.faults(instance("a-2"))).length === 1)
    await turnUntil(life, () => faults.list()[0]?.status === "revert-failed")
    expect(await refused).toMatchObject({ code: "platform_failed" })
    resume("a-1")
    await turnUntil(life, () => faults.list()[0]?.status === "reverted")
    expect(faults.list()[0]).toMatchObject({ end: "failed-to-inject" })
    expect(await stage.injected()).toEqual([])
    expect(ledger.entries()).toEqual([])
  })

  test("nothing is injected when it cannot be written down", async () => {
    const { faults, ledger } = stage.live()
    await writeFile(`${stage.directory}/file`, "")
    Object.defineProperty(ledger, "file", { value: `${stage.directory}/file/ledger.ndjson` })
    await expect(faults.inject(latency("a"), operator)).rejects.toMatchObject({ code: "platform_failed" })
    expect(await stage.injected()).toEqual([])
  })
})

describe("healing everything", () => {
  test("reverts last in first out, removes what nobody remembers, blocks meanwhile, and is idempotent", async () => {
    const { faults, timeline } = stage.live()
    const ended: string[] = []
    faults.subscribe((event: FaultEvent) => {
      if (event.type === "ended") ended.push(event.fault.id)
    })
    const first = await faults.inject(latency("a"), operator)
    const second = await faults.inject(errors("a", "all"), operator)
    const third = await faults.inject(latency("b"), operator)
    const stranger = { percentage: 100, match: {}, seed: 1, leaseSeconds: 60 }
    await stage.admin.putFault(instance("a-1"), "stranger", {
      kind: "error-rate",
      params: { status: 500 },
      ...stranger,
    })

    const healing = faults.healEverything(operator)
    expect(faults.healing()).toBe(true)
    await expect(faults.inject(latency("a"), operator)).rejects.toMatchObject({ code: "healing_in_progress" })
    expect(faults.healEverything(operator)).toBe(healing)
    expect(await healing).toMatchObject({ healed: 3, failed: 0, verified: true, residue: [] })
    expect(ended).toEqual([third.id, second.id, first.id])
    expect(await stage.injected()).toEqual([])
    expect(faults.healing()).toBe(false)
    expect(await faults.healEverything(operator)).toMatchObject({ healed: 0, verified: true })
    expect(timeline.recent().filter(({ type }) => type === "heal-all.finished")).toHaveLength(2)
    await faults.inject(latency("a"), operator)
  })

  test("waits for an injection under way and reverts it", async () => {
    const { faults } = stage.live()
    const injecting = faults.inject(latency("a"), operator)
    expect(await faults.healEverything(operator)).toMatchObject({ healed: 1, verified: true })
    expect((await injecting).id).toBe(faults.list()[0]?.id)
    expect(await stage.injected()).toEqual([])
  })
})

describe("memory", () => {
  test("a restarted control plane undoes last in first out and reports what it does not understand", async () => {
    const { faults: before, ledger } = stage.live()
    const first = await before.inject(latency("a"), operator)
    const second = await before.inject(errors("a"), operator)
    const times = { injectedAt: 1, expiresAt: 2 }
    const target = { service: "a", instances: 1 }
    const strange = { id: "s1", kind: "quake", target, instances: ["a-1"], params: {}, ...times }
    await ledger.opened(strange, {})
    await ledger.opened({ ...strange, id: "s2", kind: "latency" }, { nonsense: true })

    const life = stage.live()
    const ended: string[] = []
    life.faults.subscribe((event) => {
      if (event.type === "ended") ended.push(event.fault.id)
    })
    let recovered = false
    void life.faults.recover().then(() => {
      recovered = true
    })
    await turnUntil(life, () => recovered)
    expect(ended).toEqual([second.id, first.id])
    expect(await stage.injected()).toEqual([])
    expect(life.faults.list().find(({ id }) => id === "s2")).toMatchObject({ status: "revert-failed" })
    const failures = life.timeline.recent().filter(({ type }) => type === "fault.revert-failed")
    expect(failures.map(({ faultId }) => faultId)).toEqual(["s1", "s2"])
    expect(life.ledger.entries().map(({ fault }) => fault.id)).toEqual(["s1", "s2"])
  })

  test("ended faults are remembered for ten minutes, active ones as long as they are", async () => {
    const { faults, clock } = stage.live()
    const { id } = await faults.inject(latency("a"), operator)
    await faults.heal(id, operator)
    const { id: active } = await faults.inject({ ...latency("b"), ttlSeconds: 3600 }, operator)
    clock.advance(600_000)
    expect(faults.list().map((fault) => fault.id)).toEqual([active, id])
    clock.advance(1)
    expect(faults.list().map((fault) => fault.id)).toEqual([active])
  })

  test("closing takes everything back", async () => {
    const { faults, ledger } = stage.live()
    await faults.inject(latency("a", "all"), operator)
    await faults.inject(errors("b"), operator)
    await faults.close()
    expect(await stage.injected()).toEqual([])
    expect(ledger.entries()).toEqual([])
  })

  test("the audit says who did what, when, from where, and how it went", async () => {
    const { faults, clock } = stage.live()
    const request = { ...latency("a"), ttlSeconds: 30 }
    const { id } = await faults.inject(request, operator)
    await expect(faults.inject(latency("nobody"), { role: "operator", address: "::1" })).rejects.toThrow()
    clock.advance(30_000)
    await until(() => faults.list()[0]?.status === "reverted")
    await faults.healEverything(operator)
    await faults.close()
    const about = { faultId: id, kind: "latency", service: "a", instances: ["a-2"] }
    const asOperator = { role: "operator", address: "127.0.0.1" }
    const entries = await stage.audit()
    expect(entries).toMatchObject([
      { action: "fault.inject", outcome: "ok", ttlSeconds: 30, ...about, ...asOperator },
      { action: "fault.inject", outcome: "refused", service: "nobody", address: "::1" },
      { action: "fault.end", outcome: "ok", reason: "ttl", role: "gameday", ...about },
      { action: "fault.heal-everything", outcome: "ok", ...asOperator },
    ])
    expect(entries[1]?.reason).toContain("unknown_service")
    for (const { at } of entries) expect(new Date(String(at)).toISOString()).toBe(at)
  })
})
