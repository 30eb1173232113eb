// `npm run bench -- dashboard`: what the dashboard costs a browser that shows the Overview while the shop is under load.
// `rps=1000` is the load, `seconds=60` how long frames are counted, `minutes=1` how long the heap is watched (30 says it all).
// The shop, the generator and the browser share this machine: the last row says what was left for the browser.
import { availableParallelism, loadavg } from "node:os"
import { type BrowserContext, chromium } from "@playwright/test"
import { sleep, systemClock } from "../../control-plane/src/clock.ts"
import { chromiumArguments, chromiumPath } from "../../tests/chromium.ts"
import { type Stage, startStage } from "../../tests/stage.ts"
import { Audience } from "../audience.ts"
import { mean, ms, percent, print, quantile, type Row } from "../load/table.ts"
import { initialBundle } from "./bundle.ts"
import { type HeapGrowth, heapGrowth } from "./heap.ts"
import { type Watched, watch } from "./watching.ts"

const aims = { bundleKb: 250, firstPaintMs: 1_000, fps: 55, longTasks: 0, mainThread: 0.25, heapMb: 3 }
const paints = 5
const rampSeconds = 10
const settleMs = 10_000
/** Over a shorter time a slope says more about the moment than about half an hour. */
const heapJudgedFromMinutes = 10

const numberOf = (name: string, fallback: number, most: number): number => {
  const given = process.argv.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
  const value = given === undefined ? fallback : Number(given)
  if (value > 0 && value <= most) return value
  console.error(`${name}= takes a number above 0, up to ${most}, not ${given}.`)
  process.exit(1)
}
const rps = numberOf("rps", 1_000, 5_000)
const seconds = numberOf("seconds", 60, 3_600)
const minutes = numberOf("minutes", 1, 240)

const bundle = initialBundle()
console.log("Starting the local stage and Chromium …")
const stage = await startStage({ idleLoadRps: 0 })
const audience = await Audience.join(stage.url, stage.operatorToken)
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments })
try {
  await audience.untilWhole()
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  const firstPaintsMs = await warmPaints(context, stage)
  console.log(`Load: ${rps} requests per second …`)
  await audience.request("POST", "/api/v1/load", {
    profile: { kind: "ramp", fromRps: 0, toRps: rps, durationSeconds: rampSeconds },
    journey: "shopper",
  })
  await sleep(systemClock, rampSeconds * 1_000)

  const page = await context.newPage()
  await page.goto(`${stage.url}/ha-dashboard`)
  await page.locator('[data-testid="connection"][data-state="live"]').waitFor()
  await sleep(systemClock, settleMs)
  const cdp = await context.newCDPSession(page)
  console.log(`Counting frames for ${seconds} s …`)
  const watched = await watch(page, cdp, seconds)
  const { load } = await audience.state()
  console.log(`Watching the heap for ${minutes} min …`)
  const heap = await heapGrowth(cdp, minutes)
  show(firstPaintsMs, watched, heap, load?.achievedRps ?? 0)
} finally {
  await browser.close()
  audience.leave()
  await stage.stop()
}

/** From the navigation to the first text, with the files in the browser's cache; before the load begins. */
async function warmPaints(context: BrowserContext, { url, operatorToken }: Stage): Promise<number[]> {
  const found: number[] = []
  for (let index = 0; index <= paints; index++) {
    const page = await context.newPage()
    await page.goto(index === 0 ? `${url}/ha-dashboard?token=${operatorToken}` : `${url}/ha-dashboard`)
    await page.locator('[data-testid="kpi-rps"]').waitFor()
    const paint = await page.evaluate<number | undefined>(
      'performance.getEntriesByName("first-contentful-paint")[0]?.startTime',
    )
    // The first one filled the cache.
    if (index > 0 && paint !== undefined) found.push(paint)
    await page.close()
  }
  return found
}

function show(
  firstPaintsMs: readonly number[],
  watched: Watched,
  heap: HeapGrowth,
  achievedRps: number,
): void {
  const paint = quantile(firstPaintsMs, 0.5)
  const long = watched.longTasksMs
  const rows: Row[] = [
    {
      what: `first JavaScript, gzip (${bundle.files} files)`,
      ours: `${bundle.entryKb.toFixed(0)} kB`,
      aim: `≤ ${aims.bundleKb} kB`,
      reached: bundle.entryKb <= aims.bundleKb,
    },
    {
      what: `first paint, warm (median of ${firstPaintsMs.length})`,
      ours: ms(paint) ?? "–",
      aim: `≤ ${aims.firstPaintMs} ms`,
      reached: paint <= aims.firstPaintMs,
    },
    {
      what: `frames per second over ${watched.wallSeconds.toFixed(0)} s`,
      ours: watched.framesPerSecond.toFixed(1),
      aim: `≥ ${aims.fps}`,
      reached: watched.framesPerSecond >= aims.fps,
    },
    { what: "frames in one of the worst seconds", ours: String(watched.worstSecondFps) },
    {
      what: "tasks longer than 50 ms",
      ours: long.length === 0 ? "0" : `${long.length}, mean ${mean(long).toFixed(0)} ms`,
      aim: String(aims.longTasks),
      reached: long.length <= aims.longTasks,
    },
    {
      what: "main thread",
      ours: percent(watched.mainThread) ?? "–",
      aim: `≤ ${percent(aims.mainThread)}`,
      reached: watched.mainThread <= aims.mainThread,
    },
    { what: "  of it script", ours: percent(watched.script) ?? "–" },
    { what: "  of it style and layout", ours: percent(watched.layout) ?? "–" },
    { what: "live heap", ours: `${heap.firstMb.toFixed(1)} → ${heap.lastMb.toFixed(1)} MB` },
    {
      what: `heap growth in 30 min, from ${minutes} min`,
      ours: `${heap.mbIn30Minutes.toFixed(1)} MB`,
      aim: `≤ ${aims.heapMb} MB`,
      reached: minutes >= heapJudgedFromMinutes ? heap.mbIn30Minutes <= aims.heapMb : undefined,
    },
    { what: "load achieved", ours: `${achievedRps.toFixed(0)} of ${rps} RPS` },
    {
      what: "machine",
      ours: `load ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} cores`,
    },
  ]
  print("Overview in Chromium, 1920×1080, local stage", rows)
}
