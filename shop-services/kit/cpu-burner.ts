import { workerData } from "node:worker_threads"
import { systemClock } from "./clock.ts"

/* A thread that keeps one core busy for a share of the time, in short slices, until it is terminated. */
const sliceMs = 50

const { loadPercent } = workerData as { readonly loadPercent: number }
const busyMs = (sliceMs * loadPercent) / 100
const nobodyWakesIt = new Int32Array(new SharedArrayBuffer(4))

for (;;) {
  let now = systemClock.monotonic()
  const end = now + busyMs
  while (now < end) now = systemClock.monotonic()
  if (busyMs < sliceMs) Atomics.wait(nobodyWakesIt, 0, 0, sliceMs - busyMs)
}
