import type { LoadDelta } from "../../../control-plane/src/load/ports.ts"
import { journey, sumsOf, TestLoad } from "../../../control-plane/src/load/testing/test-load.ts"
import { Stub } from "../stub-process.ts"
import { mean, ms, percent, print, quantile } from "../table.ts"
import { autocannon } from "../tools/autocannon.ts"

const rps = 500
const beforeMs = 3000
const downMs = 3000
const runSeconds = 10

const get = (name: string) => ({ name, method: "GET" as const, path: `/${name}` })
const visit = journey("visit", [
  { ...get("login"), capture: { token: "/token" } },
  get("browse"),
  get("cart"),
  { ...get("checkout"), headers: { authorization: "{{token}}" } },
])

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs))

interface Kill {
  readonly killedAt: number
  readonly upAt: number
}

/** SIGKILL, 3 s of nothing, and a new server on the same port. */
async function killAndRestart(stub: Stub): Promise<Kill & { stub: Stub }> {
  await pause(beforeMs)
  const killedAt = Date.now()
  await stub.kill()
  await pause(downMs - (Date.now() - killedAt))
  const restarted = await Stub.start(stub.port)
  return { stub: restarted, killedAt, upAt: Date.now() }
}

const within = (deltas: readonly LoadDelta[], from: number, to: number) =>
  deltas.filter((delta) => delta.from >= from && delta.to <= to)

/** A server that is killed and comes back: errors meanwhile, recovery afterwards, CPU all along. */
export async function kill(): Promise<void> {
  const first = await Stub.start()
  const load = new TestLoad([visit], first.url)
  await load.service.start({
    journey: "visit",
    profile: { kind: "constant", rps, durationSeconds: runSeconds },
  })
  const ours = await killAndRestart(first)
  await load.until(() => load.stopped !== undefined)
  const { paths } = await ours.stub.take()
  const { deltas } = load
  await load.close()
  const stock = await stockThrough(ours.stub)

  const down = within(deltas, ours.killedAt + 100, ours.upAt - 100)
  const downSeconds = down.reduce((sum, { from, to }) => sum + (to - from) / 1000, 0)
  const errorRate = sumsOf(down).failed / downSeconds
  const baseline = sumsOf(within(deltas, 0, ours.killedAt - 100)).service.quantileMs(0.5) ?? Number.NaN
  const recovered =
    sumsOf(within(deltas, ours.upAt + 1750, ours.upAt + 2250)).service.quantileMs(0.5) ?? Number.NaN
  const downCores = mean(down.map(({ generator }) => generator.cpuCores))
  const ratio = (paths["/checkout"] ?? 0) / (paths["/login"] ?? Number.NaN)
  print("3 s SIGKILL at 500 RPS", [
    {
      what: "errors per second while down (target 500)",
      ours: errorRate.toFixed(1),
      aim: "± 2 %",
      reached: Math.abs(errorRate / rps - 1) <= 0.02,
    },
    {
      what: `p50 2 s after the restart (before: ${ms(baseline)} / ${ms(stock.baselineMs)})`,
      ours: ms(recovered) ?? "no data",
      autocannon: ms(stock.recoveredMs) ?? "no data",
      aim: "+ 20 %",
      reached: recovered <= baseline * 1.2,
    },
    {
      what: "cores while down",
      ours: downCores.toFixed(3),
      autocannon: stock.downCores.toFixed(3),
      aim: "< 0.500",
      reached: downCores < 0.5,
    },
    {
      what: "checkouts per login after the restart",
      ours: percent(ratio) ?? "no data",
      aim: "≥ 90 %",
      reached: ratio >= 0.9,
    },
  ])
}

async function stockThrough(
  stub: Stub,
): Promise<{ baselineMs: number; recoveredMs: number; downCores: number }> {
  const running = autocannon({
    url: stub.url,
    connections: 50,
    segments: [{ rps, seconds: runSeconds }],
    keepResponses: true,
  })
  await pause(300)
  const { stub: last, killedAt, upAt } = await killAndRestart(stub)
  const { responses, samples } = await running
  await last.kill()
  const p50 = (from: number, to: number) =>
    quantile(
      responses.filter(({ at }) => at >= from && at < to).map(({ ms: took }) => took),
      0.5,
    )
  const down = samples.filter(({ at }) => at > killedAt + 300 && at < upAt - 100)
  return {
    baselineMs: p50(0, killedAt - 100),
    recoveredMs: p50(upAt + 1500, upAt + 2500),
    downCores: mean(down.map(({ cpuCores }) => cpuCores)),
  }
}
