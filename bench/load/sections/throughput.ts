import { oneGet, TestLoad } from "../../../control-plane/src/load/testing/test-load.ts"
import { Stub } from "../stub-process.ts"
import { print } from "../table.ts"
import { autocannon } from "../tools/autocannon.ts"
import { command, isInstalled } from "../tools/command.ts"

const runSeconds = 3

/** As fast as it goes against one Node server: on few cores mostly the server's limit. */
export async function throughput(): Promise<void> {
  const stub = await Stub.start()
  const load = new TestLoad([oneGet], stub.url)
  const { outcomes } = await load.run({
    journey: "one-get",
    profile: { kind: "amount", requests: 20_000 * runSeconds, connections: 50, rps: 20_000 },
  })
  const tookMs = (load.deltas.at(-1)?.to ?? 0) - (load.deltas[0]?.from ?? 0)
  await load.close()
  const stock = await autocannon({ url: stub.url, connections: 50, segments: [{ seconds: runSeconds }] })
  const wrk = isInstalled("wrk")
    ? (await command("wrk", ["-t1", "-c50", `-d${runSeconds}s`, stub.url])).stdout
    : undefined
  await stub.kill()
  const wrkRps = wrk === undefined ? undefined : Number(/Requests\/sec:\s+([\d.]+)/.exec(wrk)?.[1])
  print("Throughput over 50 connections, one Node server", [
    {
      what: "answers per second (other: wrk)",
      ours: (outcomes["2xx"] / (tookMs / 1000)).toFixed(0),
      autocannon: ((stock.segments[0]?.requests ?? 0) / runSeconds).toFixed(0),
      other: wrkRps?.toFixed(0),
    },
  ])
}
