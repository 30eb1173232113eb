import { sleep, systemClock } from "../../control-plane/src/clock.ts"
import { inject } from "../../tests/proof/breaking.ts"
import type { Audience } from "../audience.ts"
import { print, type Row, seconds } from "../load/table.ts"
import { loadOf, tollBetween, withLoad, withoutLoad } from "./load.ts"

const rates = [200, 500]
/** After a recovery, so that what comes late belongs to the kill that caused it. */
const settleMs = 3_000

/** One of two replicas of each service in turn. */
export async function measureKills(
  audience: Audience,
  { recoveryAimSeconds }: { readonly recoveryAimSeconds: number },
): Promise<void> {
  for (const rps of rates) {
    await withLoad(audience, rps)
    const rows: Row[] = []
    for (const { name, instances } of (await audience.state()).services) {
      const row =
        instances.length > 1
          ? await killOne(audience, name, recoveryAimSeconds)
          : { what: name, ours: "left out: it has one replica, and nobody to take over" }
      rows.push(row)
    }
    await withoutLoad(audience)
    print(`A replica is killed at ${rps} RPS: failed customers, recovery`, rows)
  }
}

async function killOne(audience: Audience, service: string, recoveryAimSeconds: number): Promise<Row> {
  const before = loadOf(await audience.state())
  const fault = await inject(audience, { kind: "kill", target: { service, instances: 1 }, params: {} })
  await audience.untilWhole()
  await sleep(systemClock, settleMs)
  const state = await audience.state()
  const { failed, requests, outcomes } = tollBetween(before, loadOf(state))
  const incident = state.incidents.find(({ faultId }) => faultId === fault.id)
  const recovery = incident?.recoverySeconds ?? Number.NaN
  return {
    what: service,
    ours: `${failed} of ${requests}, ${seconds(recovery)}${outcomes === "" ? "" : ` (${outcomes})`}`,
    aim: `0, ≤ ${recoveryAimSeconds} s`,
    reached: failed === 0 && recovery <= recoveryAimSeconds,
  }
}
