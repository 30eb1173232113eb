import type { CDPSession, Page } from "@playwright/test"
import { sleep, systemClock } from "../../control-plane/src/clock.ts"

export interface Watched {
  readonly wallSeconds: number
  readonly framesPerSecond: number
  /** Frames of one second each, the worst first hundredth of them left out. */
  readonly worstSecondFps: number
  /** Longer than 50 ms; their lengths, ms. */
  readonly longTasksMs: readonly number[]
  /** CPU time of the main thread over wall time, 0 to 1. */
  readonly mainThread: number
  readonly script: number
  readonly layout: number
}

/** Runs in the page: counts frames by second and notes every task over 50 ms. */
const countInPage = `(() => {
  const seen = { frames: [], tasks: [] }
  window.benchSeen = seen
  const frame = (at) => { seen.frames.push(at); requestAnimationFrame(frame) }
  requestAnimationFrame(frame)
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration)
  }).observe({ type: "longtask" })
})()`

/** Watches a page that is at rest but for the stream. */
export async function watch(page: Page, cdp: CDPSession, seconds: number): Promise<Watched> {
  await page.evaluate(countInPage)
  // The time the thread ran, not the time its tasks took: on a busy machine they wait for a core in the middle.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" })
  const before = await metrics(cdp)
  const startedAt = systemClock.monotonic()
  await sleep(systemClock, seconds * 1_000)
  const after = await metrics(cdp)
  const wallSeconds = (systemClock.monotonic() - startedAt) / 1_000
  const seen = await page.evaluate<{ frames: number[]; tasks: number[] }>("window.benchSeen")
  const share = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / wallSeconds
  const bySecond = framesBySecond(seen.frames)
  return {
    wallSeconds,
    framesPerSecond: seen.frames.length / wallSeconds,
    worstSecondFps: bySecond[Math.floor(bySecond.length / 100)] ?? Number.NaN,
    longTasksMs: seen.tasks,
    mainThread: share("TaskDuration"),
    script: share("ScriptDuration"),
    layout: share("LayoutDuration") + share("RecalcStyleDuration"),
  }
}

async function metrics(cdp: CDPSession): Promise<Map<string, number>> {
  const { metrics: all } = await cdp.send("Performance.getMetrics")
  return new Map(all.map(({ name, value }) => [name, value]))
}

/** Fewest first; the first and the last second are not whole. */
function framesBySecond(at: readonly number[]): number[] {
  const counts = new Map<number, number>()
  for (const ms of at) counts.set(Math.floor(ms / 1_000), (counts.get(Math.floor(ms / 1_000)) ?? 0) + 1)
  return [...counts.values()].slice(1, -1).toSorted((a, b) => a - b)
}
