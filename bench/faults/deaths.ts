import type { State } from "@gameday/contract"
import { inject } from "../../tests/proof/breaking.ts"
import type { Audience } from "../audience.ts"
import { ms, print, quantile } from "../load/table.ts"

const rounds = 10
const aimMs = 250

/** From the end of a process to the frame on the socket that says so. */
export async function measureDeaths(platform: string, audience: Audience): Promise<void> {
  const taken: number[] = []
  for (let round = 0; round < rounds; round++) {
    const victim = victimOf(await audience.state())
    const heard = audience.heard(({ type, instance }) => type === "instance.died" && instance === victim)
    const { injectedAt } = await inject(audience, {
      kind: "kill",
      target: { service: victim.replace(/-\d+$/, ""), instances: 1 },
      params: {},
      expectInstances: [victim],
    })
    // The signal leaves right after the ledger is on disk, so counting from the injection is the stricter reading.
    taken.push((await heard) - injectedAt)
    await audience.untilWhole()
  }
  const p95 = quantile(taken, 0.95)
  print(`Death → frame on the socket, ${platform}, of ${rounds}`, [
    {
      what: "p95 (median)",
      ours: `${ms(p95)} (${ms(quantile(taken, 0.5))})`,
      aim: `≤ ${aimMs} ms`,
      reached: p95 <= aimMs,
    },
  ])
}

/** The one a kill of checkout takes: the newest. */
function victimOf({ services }: State): string {
  const last = services.find(({ name }) => name === "checkout")?.instances.at(-1)
  if (last === undefined) throw new Error("There is no checkout to kill")
  return last.id
}
