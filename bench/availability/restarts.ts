import { sleep, systemClock } from "../../control-plane/src/clock.ts"
import type { Audience } from "../audience.ts"
import { print, type Row } from "../load/table.ts"
import { loadOf, tollBetween, withLoad, withoutLoad } from "./load.ts"

const rps = 200
const settleMs = 3_000

/** Every service, one instance after the other, and every service from two replicas to three and back. */
export async function measureRestarts(audience: Audience): Promise<void> {
  await withLoad(audience, rps)
  const rows: Row[] = []
  const replicated = (await audience.state()).services.filter(({ instances }) => instances.length > 1)
  for (const { name, desired } of replicated) {
    rows.push(await tollOf(audience, `restart ${name}`, () => command(audience, `${name}/restart`)))
    rows.push(
      await tollOf(audience, `scale ${name} up and down`, async () => {
        await command(audience, `${name}/scale`, { replicas: desired + 1 })
        await audience.untilWhole()
        await command(audience, `${name}/scale`, { replicas: desired })
      }),
    )
  }
  await withoutLoad(audience)
  print(`On purpose at ${rps} RPS: failed customers`, rows)
}

async function tollOf(audience: Audience, what: string, act: () => Promise<void>): Promise<Row> {
  const before = loadOf(await audience.state())
  await act()
  await audience.untilWhole()
  await sleep(systemClock, settleMs)
  const { failed, requests, outcomes } = tollBetween(before, loadOf(await audience.state()))
  return {
    what,
    ours: `${failed} of ${requests}${outcomes === "" ? "" : ` (${outcomes})`}`,
    aim: "0",
    reached: failed === 0,
  }
}

async function command(audience: Audience, path: string, body?: object): Promise<void> {
  const answer = await audience.request("POST", `/api/v1/services/${path}`, body)
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
}
