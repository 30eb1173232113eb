import type { OrderAudit } from "@gameday/contract"
import { sleep, systemClock } from "../../control-plane/src/clock.ts"
import { seededRng } from "../../control-plane/src/rng.ts"
import { exampleOf, healEverything, inject } from "../../tests/proof/breaking.ts"
import type { Audience } from "../audience.ts"
import { percent, print } from "../load/table.ts"
import { loadOf, withLoad, withoutLoad } from "./load.ts"

const rps = 300
const everySeconds = 15
const seed = 30_015
/** Orders on their way when the load ends come to their end. */
const settleMs = 20_000

/** A random fault every 15 s; then the books are compared with what customers were told. */
export async function measureStorm(audience: Audience, lastsSeconds: number): Promise<void> {
  const rng = seededRng(seed)
  const kinds = (await audience.kinds()).filter(({ supported }) => supported)
  await withLoad(audience, rps)
  const injected = new Map<string, number>()
  for (let passed = 0; passed < lastsSeconds; passed += everySeconds) {
    const info = kinds[Math.floor(rng() * kinds.length)]
    if (info === undefined) throw new Error("This stage can break nothing")
    const service = info.targets[Math.floor(rng() * info.targets.length)]
    const request = { ...exampleOf(info), target: { service, instances: 1 }, ttlSeconds: 10 }
    await inject(audience, request).then(
      () => injected.set(info.kind, (injected.get(info.kind) ?? 0) + 1),
      (error: unknown) => console.log(`  not injected: ${String(error)}`),
    )
    await sleep(systemClock, everySeconds * 1000)
  }
  const load = loadOf(await audience.state())
  await withoutLoad(audience)
  const healed = await healEverything(audience)
  await audience.untilWhole()
  await sleep(systemClock, settleMs)
  const audit = (await (await audience.request("GET", "/api/v1/order-audit")).json()) as OrderAudit
  print(`${lastsSeconds / 60} min at ${rps} RPS, a random fault every ${everySeconds} s`, [
    { what: "faults injected", ours: String([...injected.values()].reduce((sum, one) => sum + one, 0)) },
    {
      what: "failed customers",
      ours: `${load.failed} of ${load.fired} (${percent(load.failed / load.fired)})`,
    },
    ...audit.offences.map(({ kind, count }) => ({
      what: `orders: ${kind}`,
      ours: `${count} of ${audit.told.orders}`,
      aim: "0",
      reached: count === 0,
    })),
    { what: "residue", ours: String(healed.residue.length), aim: "0", reached: healed.verified },
  ])
  console.log(`Faults: ${[...injected].map(([kind, count]) => `${kind} ${count}`).join(", ")}`)
}
