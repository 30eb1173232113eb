import type { LoadProfile } from "@gameday/contract"
import { durationMs, rateAt } from "../../../control-plane/src/load/profiles/index.ts"
import { oneGet, TestLoad } from "../../../control-plane/src/load/testing/test-load.ts"
import { ControlTimer } from "../control-timer.ts"
import { Stub } from "../stub-process.ts"
import { mean, percent, print, quantile } from "../table.ts"
import { autocannon } from "../tools/autocannon.ts"
import { hey, heyIsInstalled } from "../tools/hey.ts"

/** A ramp, a valley, a crest and a decay. */
const profile: LoadProfile = {
  kind: "sequence",
  parts: [
    { kind: "ramp", fromRps: 50, toRps: 1000, durationSeconds: 6, holdSeconds: 0 },
    { kind: "constant", rps: 400, durationSeconds: 2 },
    { kind: "constant", rps: 2000, durationSeconds: 2 },
    { kind: "decay", fromRps: 2000, toRps: 100, halfLifeSeconds: 1, durationSeconds: 3 },
  ],
}
const wholeMs = durationMs(profile) ?? 0
/** From here on a second says nothing about a generator. */
const lateControlMs = 20

function target(fromMs: number, toMs: number): number {
  const steps = 100
  const stepMs = (toMs - fromMs) / steps
  let sum = 0
  for (let i = 0; i < steps; i++) sum += rateAt(profile, fromMs + (i + 0.5) * stepMs)
  return (sum * stepMs) / 1000
}

interface Span {
  readonly from: number
  readonly to: number
  readonly target: number
}

interface Errors {
  readonly perSecond: number[]
  readonly skipped: number
}

function errorsOf(arrivals: readonly number[], spans: readonly Span[], control: ControlTimer): Errors {
  const perSecond: number[] = []
  let skipped = 0
  const count = (from: number, to: number) => arrivals.filter((at) => at >= from && at < to).length
  for (const span of spans) {
    if (control.worst(span.from, span.to) > lateControlMs) {
      skipped += 1
      continue
    }
    perSecond.push(Math.abs(count(span.from, span.to) / span.target - 1))
  }
  return { perSecond, skipped }
}

/** Windows of 250 ms, where the rate is 200 a second or more. */
function windowErrors(arrivals: readonly number[], startedAt: number, control: ControlTimer): number[] {
  const errors: number[] = []
  for (let ms = 0; ms + 250 <= wholeMs; ms += 250) {
    const wanted = target(ms, ms + 250)
    const from = startedAt + ms
    if (wanted < 50 || control.worst(from, from + 250) > lateControlMs) continue
    const came = arrivals.filter((at) => at >= from && at < from + 250).length
    errors.push(Math.abs(came / wanted - 1))
  }
  return errors
}

const wholeSeconds = (startedAt: number): Span[] =>
  Array.from({ length: wholeMs / 1000 }, (_, second) => ({
    from: startedAt + second * 1000,
    to: startedAt + (second + 1) * 1000,
    target: target(second * 1000, (second + 1) * 1000),
  }))

/** The other tools know one rate per run, so they get one run per second. */
function runsOf(starts: readonly number[]): Span[] {
  return starts.map((from, second) => ({
    from,
    to: starts[second + 1] ?? from + 1100,
    target: target(second * 1000, (second + 1) * 1000),
  }))
}

/** Achieved against target, second by second and in windows of 250 ms. */
export async function accuracy(): Promise<void> {
  const stub = await Stub.start()
  const control = new ControlTimer()
  const load = new TestLoad([oneGet], stub.url)
  await load.run({ journey: "one-get", profile })
  const startedAt = load.deltas[0]?.from ?? 0
  const { arrivals } = await stub.take()
  const ours = errorsOf(arrivals, wholeSeconds(startedAt), control)
  const windows = windowErrors(arrivals, startedAt, control)
  await load.close()

  const rates = wholeSeconds(0).map(({ target: rps }) => ({ rps: Math.round(rps), seconds: 1 }))
  const stock = await autocannon({ url: stub.url, connections: 50, segments: rates })
  const stockArrivals = (await stub.take()).arrivals
  const theirs = errorsOf(stockArrivals, runsOf(stock.segments.map(({ startedAt: at }) => at)), control)

  let other: Errors | undefined
  if (heyIsInstalled()) {
    const starts: number[] = []
    for (const { rps } of rates) starts.push((await hey(stub.url, rps, 1)).startedAt)
    other = errorsOf((await stub.take()).arrivals, runsOf(starts), control)
  }
  control.stop()
  await stub.kill()
  report(ours, windows, theirs, other)
}

function report(ours: Errors, windows: number[], theirs: Errors, other: Errors | undefined): void {
  const judged = (value: number, aim: number) => ({
    ours: percent(value) ?? "no data",
    aim: `≤ ${aim * 100} %`,
    reached: value <= aim,
  })
  print(`Accuracy (${ours.skipped} of ${wholeMs / 1000} of our seconds left out: control timer late)`, [
    {
      what: "error per second, mean",
      ...judged(mean(ours.perSecond), 0.01),
      autocannon: percent(mean(theirs.perSecond)),
      other: percent(other && mean(other.perSecond)),
    },
    {
      what: "error per second, 95th percentile",
      ...judged(quantile(ours.perSecond, 0.95), 0.02),
      autocannon: percent(quantile(theirs.perSecond, 0.95)),
      other: percent(other && quantile(other.perSecond, 0.95)),
    },
    { what: "error per 250 ms at ≥ 200 RPS, mean", ...judged(mean(windows), 0.08) },
  ])
  console.log(
    "autocannon and hey know one rate per run, so they get one run per second; some begin or end in a burst.",
  )
}
