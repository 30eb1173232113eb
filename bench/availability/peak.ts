import type { State } from "@gameday/contract"
import { sleep, systemClock } from "../../control-plane/src/clock.ts"
import type { Audience } from "../audience.ts"
import { ms, percent, print, type Row } from "../load/table.ts"
import { loadOf, tollBetween, withLoad, withoutLoad } from "./load.ts"

const rps = 1_000
const measureMs = 30_000
const aims = { p99Ms: 100, gatewayUs: 150 }

/** Black Friday's rate, with the generator on the same machine. */
export async function measurePeak(audience: Audience): Promise<void> {
  await withLoad(audience, rps)
  const before = await audience.state()
  const samples: State[] = []
  const until = systemClock.monotonic() + measureMs
  while (systemClock.monotonic() < until) {
    await sleep(systemClock, 1_000)
    samples.push(await audience.state())
  }
  const after = samples.at(-1) ?? before
  const load = loadOf(after)
  const { failed, requests, outcomes } = tollBetween(loadOf(before), load)
  await withoutLoad(audience)

  const cores = coresByService(samples)
  const gateway = before.services.find(({ role }) => role === "entry")?.name ?? ""
  const gatewayUs = ((cores.get(gateway) ?? Number.NaN) / (requests / (measureMs / 1000))) * 1e6
  const rows: Row[] = [
    { what: "achieved", ours: `${(requests / (measureMs / 1000)).toFixed(0)} RPS` },
    {
      what: "p50 / p95 / p99, last 10 s",
      ours: [load.p50Ms, load.p95Ms, load.p99Ms].map((value) => ms(value)).join(" / "),
    },
    {
      what: "p99",
      ours: ms(load.p99Ms) ?? "–",
      aim: `< ${aims.p99Ms} ms`,
      reached: (load.p99Ms ?? Number.NaN) < aims.p99Ms,
    },
    {
      what: "failed",
      ours: `${failed} of ${requests} (${percent(failed / requests)})${outcomes === "" ? "" : `: ${outcomes}`}`,
    },
    {
      what: `${gateway}, CPU per request`,
      ours: `${gatewayUs.toFixed(0)} µs`,
      aim: `≤ ${aims.gatewayUs} µs`,
      reached: gatewayUs <= aims.gatewayUs,
    },
    { what: "generator", ours: `${(load.generator?.cpuCores ?? Number.NaN).toFixed(2)} cores` },
    ...[...cores].map(([service, used]) => ({ what: service, ours: `${used.toFixed(2)} cores` })),
  ]
  print(`${rps} RPS of the shopper journey`, rows)
}

/** Mean over the samples, all instances of a service together. */
function coresByService(samples: readonly State[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { services } of samples) {
    for (const { name, instances } of services) {
      const cores = instances.reduce((sum, { cpuCores }) => sum + (cpuCores ?? 0), 0)
      sums.set(name, (sums.get(name) ?? 0) + cores / samples.length)
    }
  }
  return sums
}
