import type { FaultRequest } from "@gameday/contract"
import { expect, test } from "vitest"
import { GamedayError } from "../errors.ts"
import { Supervisor } from "../healing/supervisor.ts"
import { seededRng } from "../rng.ts"
import { operator, Stage, silent, turning, until } from "./testing/stage.ts"

const seed = 20_260_101
const steps = 80

const requests: FaultRequest[] = [
  { kind: "kill", params: {}, target: { service: "a", instances: 1 } },
  { kind: "crash", params: {}, target: { service: "a", instances: "50%" } },
  { kind: "stop", params: {}, target: { service: "b", instances: 1 } },
  { kind: "restart", params: {}, target: { service: "b", instances: "all" } },
  { kind: "pause", params: {}, target: { service: "b", instances: 1 } },
  { kind: "latency", params: { percentage: 50, delayMs: 20 }, target: { service: "a", instances: "all" } },
  { kind: "error-rate", params: { percentage: 5 }, target: { service: "a", instances: "50%" } },
  { kind: "abort", params: { percentage: 20 }, target: { service: "a", instances: 1 } },
  { kind: "timeout", params: { percentage: 20 }, target: { service: "a", instances: 1 } },
  { kind: "unready", params: {}, target: { service: "b", instances: 1 } },
  { kind: "latency", params: { percentage: 100, delayMs: 5 }, target: { service: "b", instances: 1 } },
]

test(`${steps} random steps of breaking, healing and restarting the control plane leave nothing behind`, async () => {
  const stage = await Stage.open()
  try {
    const rng = seededRng(seed)
    const pick = <T>(choices: readonly T[]): T | undefined => choices[Math.floor(rng() * choices.length)]
    const { platform } = stage
    let life = stage.live()
    const parts = { inventory: platform, clock: life.clock, timeline: life.timeline, logger: silent }
    const supervisor = new Supervisor({ ...parts, starter: platform, intents: stage.downIntents })
    supervisor.start()
    const refusals = new Map<string, number>()
    let injected = 0
    const pending: Promise<unknown>[] = []

    for (let step = 0; step < steps; step++) {
      const dice = rng()
      life.clock.advance(250)
      const request = pick(requests)
      const active = pick(life.faults.list().filter(({ status }) => status !== "reverted"))
      if (dice < 0.55 && request !== undefined) {
        const done = life.faults.inject({ ...request, ttlSeconds: 1 + rng() * 5 }, operator).then(
          () => injected++,
          (error: unknown) => {
            if (!(error instanceof GamedayError)) throw error
            refusals.set(error.code, (refusals.get(error.code) ?? 0) + 1)
          },
        )
        if (rng() < 0.5) await turning(life.clock, done)
        else pending.push(done)
      } else if (dice < 0.8 && active !== undefined)
        await turning(life.clock, life.faults.heal(active.id, operator))
      else if (dice < 0.85) await platform.kill("a-1")
      else if (dice < 0.9) {
        // The life before is left as it is: its clock stands still and it hears nothing any more.
        await turning(life.clock, Promise.all(pending.splice(0)))
        life = stage.live()
        await turning(life.clock, life.faults.recover())
      } else pending.push(life.faults.healEverything(operator))
    }
    await turning(life.clock, Promise.all(pending))
    expect(injected).toBeGreaterThan(10)
    expect([...refusals.keys()].filter((code) => code === "platform_failed" || code === "internal")).toEqual(
      [],
    )

    const { clock } = parts
    await until(() => {
      clock.advance(250)
      // Self-healing keeps the first life's time; what keeps an instance down ends in the present one's.
      if (life.clock !== clock) life.clock.advance(250)
      return platform.instances().every(({ phase }) => phase === "running")
    })
    const report = await turning(life.clock, life.faults.healEverything(operator))
    expect(report).toMatchObject({ failed: 0, verified: true, residue: [] })
    expect(await stage.injected()).toEqual([])
    expect(life.ledger.entries()).toEqual([])
    supervisor.stop()
  } finally {
    await stage.close()
  }
})
