import { oneGet, TestLoad } from "../../../control-plane/src/load/testing/test-load.ts"
import { Stub } from "../stub-process.ts"
import { ms, print, quantile } from "../table.ts"
import { autocannon } from "../tools/autocannon.ts"
import { hey, heyIsInstalled } from "../tools/hey.ts"

const rps = 200
const runSeconds = 7
const stallMs = 2000
const stallAtMs = 2000

/** Who came `t` ms into the stall waited for the rest of it; all others for next to nothing. */
function truthMs(q: number): number {
  const waits = Array.from({ length: rps * runSeconds }, (_, i) => {
    const intoStallMs = (i * 1000) / rps - stallAtMs
    return intoStallMs >= 0 && intoStallMs < stallMs ? stallMs - intoStallMs : 0
  })
  return quantile(waits, q)
}

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs))

/** A server that answers nothing for 2 s: what customers feel, and what the tools say they feel. */
export async function stall(): Promise<void> {
  const stub = await Stub.start()
  const load = new TestLoad([oneGet], stub.url)
  await load.service.start({
    journey: "one-get",
    profile: { kind: "constant", rps, durationSeconds: runSeconds },
    timeoutMs: 10_000,
  })
  await pause(stallAtMs)
  stub.stall(stallMs)
  await load.until(() => load.stopped !== undefined)
  const { latency } = load.sums()
  await load.close()

  const running = autocannon({
    url: stub.url,
    connections: 50,
    segments: [{ rps, seconds: runSeconds }],
    keepResponses: true,
  })
  await pause(stallAtMs + 500)
  stub.stall(stallMs)
  const [stock] = (await running).segments
  let heyMs: readonly number[] | undefined
  if (heyIsInstalled()) {
    const heyRun = hey(stub.url, rps, runSeconds)
    await pause(stallAtMs)
    stub.stall(stallMs)
    heyMs = (await heyRun).responseMs
  }
  await stub.kill()
  print(
    "2 s stall at 200 RPS, latency from the intended start",
    ([0.9, 0.99] as const).map((q) => {
      const truth = truthMs(q)
      const ours = latency.quantileMs(q) ?? Number.NaN
      return {
        what: `p${q * 100} (truth: ${ms(truth)})`,
        ours: ms(ours) ?? "",
        autocannon: ms(q === 0.9 ? stock?.p90Ms : stock?.p99Ms),
        other: ms(heyMs && quantile(heyMs, q)),
        aim: "± 10 %",
        reached: Math.abs(ours / truth - 1) <= 0.1,
      }
    }),
  )
}
