import type { CDPSession } from "@playwright/test"
import { sleep, systemClock } from "../../control-plane/src/clock.ts"

const samples = 12

export interface HeapGrowth {
  readonly firstMb: number
  readonly lastMb: number
  /** Slope of a straight line through the second half of the samples, MB in half an hour. */
  readonly mbIn30Minutes: number
}

/** What is still there after everything unused was thrown away, again and again. */
export async function heapGrowth(cdp: CDPSession, minutes: number): Promise<HeapGrowth> {
  const points: { readonly minute: number; readonly mb: number }[] = []
  for (let index = 0; index < samples; index++) {
    if (index > 0) await sleep(systemClock, (minutes * 60_000) / (samples - 1))
    points.push({ minute: (index * minutes) / (samples - 1), mb: await liveMb(cdp) })
  }
  const { 0: first, [points.length - 1]: last } = points
  return {
    firstMb: first?.mb ?? Number.NaN,
    lastMb: last?.mb ?? Number.NaN,
    // In the first half the page's own rings (five minutes of seconds) may still fill.
    mbIn30Minutes: 30 * slope(points.slice(samples / 2)),
  }
}

async function liveMb(cdp: CDPSession): Promise<number> {
  await cdp.send("HeapProfiler.collectGarbage")
  const { usedSize } = await cdp.send("Runtime.getHeapUsage")
  return usedSize / 2 ** 20
}

/** Least squares. */
function slope(points: readonly { readonly minute: number; readonly mb: number }[]): number {
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const x = meanOf(points.map(({ minute }) => minute))
  const y = meanOf(points.map(({ mb }) => mb))
  const over = points.reduce((sum, { minute, mb }) => sum + (minute - x) * (mb - y), 0)
  return over / points.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0)
}
