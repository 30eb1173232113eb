import type { FaultKind, FaultKindInfo, FaultRequest } from "@gameday/contract"
import { expect, test } from "vitest"
import { GamedayError } from "../errors.ts"
import { Supervisor } from "../healing/supervisor.ts"
import { seededRng } from "../rng.ts"
import { gentleParams } from "./testing/gentle-params.ts"
import { operator, Stage, silent, turning, until } from "./testing/stage.ts"

const seed = 20_260_101
const steps = 80

/** Two cores carry all of it. */
const onOneOnly: readonly FaultKind[] = ["cpu-burn"]

/** Every kind this platform can do, on everything it can hit; a new kind takes part by itself. There are no customers here. */
function possible(kinds: readonly FaultKindInfo[]): FaultRequest[] {
  return kinds.flatMap(({ kind, group, targets, defaults }) =>
    (group === "crowd" ? [] : targets).flatMap((service) =>
      (onOneOnly.includes(kind) ? [1] : [1, "all"]).map(
        (instances) =>
          ({
            kind,
            target: { service, instances },
            params: { ...defaults, ...gentleParams[kind] },
          }) as FaultRequest,
      ),
    ),
  )
}

test(`${steps} random steps of breaking, healing and restarting the control plane leave nothing behind`, {
  timeout: 120_000,
}, async () => {
  const stage = await Stage.open()
  try {
    const rng = seededRng(seed)
    const pick = <T>(choices: readonly T[]): T | undefined => choices[Math.floor(rng() * choices.length)]
    const { platform } = stage
    let life = stage.live()
    const parts = { inventory: platform, clock: life.clock, timeline: life.timeline, logger: silent }
    const supervisor = new Supervisor({ ...parts, starter: platform, intents: stage.downIntents })
    supervisor.start()
    const requests = possible(life.faults.kinds())
    const failures: string[] = []
    const injected = new Set<FaultKind>()
    const pending: Promise<unknown>[] = []

    for (let step = 0; step < steps; step++) {
      const dice = rng()
      life.clock.advance(250)
      const request = pick(requests)
      const active = pick(life.faults.list().filter(({ status }) => status !== "reverted"))
      if (dice < 0.55 && request !== undefined) {
        const done = life.faults.inject({ ...request, ttlSeconds: 1 + rng() * 5 }, operator).then(
          () => injected.add(request.kind),
          (error: unknown) => {
            if (!(error instanceof GamedayError)) throw error
            if (error.status >= 500) failures.push(`${request.kind}: ${error.message}`)
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
    expect(injected.size).toBeGreaterThan(15)
    expect(failures).toEqual([])

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
