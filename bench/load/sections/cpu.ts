import { oneGet, TestLoad } from "../../../control-plane/src/load/testing/test-load.ts"
import { Stub } from "../stub-process.ts"
import { mean, print, seconds } from "../table.ts"
import { autocannon } from "../tools/autocannon.ts"
import { hey, heyIsInstalled } from "../tools/hey.ts"

const rps = 1000
const runSeconds = 5

/** What a generator costs at 1000 requests per second. */
export async function cpu(): Promise<void> {
  const stub = await Stub.start()
  const load = new TestLoad([oneGet], stub.url)
  const sums = await load.run({
    journey: "one-get",
    profile: { kind: "constant", rps, durationSeconds: runSeconds },
  })
  const used = load.deltas.reduce(
    (sum, { generator, from, to }) => sum + (generator.cpuCores * (to - from)) / 1000,
    0,
  )
  const cores = mean(load.deltas.slice(4).map(({ generator }) => generator.cpuCores))
  const per10k = (used / sums.ended) * 10_000
  await load.close()

  const stock = await autocannon({ url: stub.url, connections: 50, segments: [{ rps, seconds: runSeconds }] })
  const [segment] = stock.segments
  const other = heyIsInstalled() ? await hey(stub.url, rps, runSeconds) : undefined
  await stub.kill()
  print("CPU at 1000 RPS", [
    {
      what: "CPU per 10,000 requests, from the first on",
      ours: seconds(per10k) ?? "",
      autocannon: seconds(segment && (segment.cpuSeconds / segment.requests) * 10_000),
      other: seconds(other && (other.cpuSeconds / other.responseMs.length) * 10_000),
      aim: "≤ 2.00 s",
      reached: per10k <= 2,
    },
    { what: "cores, after the first second", ours: cores.toFixed(3), aim: "≤ 0.300", reached: cores <= 0.3 },
  ])
}
