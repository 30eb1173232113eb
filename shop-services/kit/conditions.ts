import { Worker } from "node:worker_threads"
import type { AdminCondition } from "@gameday/contract"
import type { Clock } from "./clock.ts"
import { messageOf } from "./errors.ts"
import type { BeginCondition } from "./faults.ts"
import type { Logger } from "./log.ts"
import type { Readiness } from "./readiness.ts"

/** Left free between two blocks, whatever was asked for: leases are renewed and faults removed then. */
const leastBreathMs = 200

const sliceBytes = 8 * 1024 * 1024

interface Parts {
  readonly readiness: Readiness
  readonly clock: Clock
  readonly log: Logger
}

/** What a whole process can suffer. */
export function conditionsOf(parts: Parts): BeginCondition {
  return (faultId, condition) => begin(faultId, condition, parts)
}

function begin(faultId: string, condition: AdminCondition, { readiness, clock, log }: Parts): () => void {
  switch (condition.kind) {
    case "unready": {
      const reason = `called in sick by Gameday (fault ${faultId})`
      readiness.block(reason)
      return () => readiness.unblock(reason)
    }
    case "event-loop-block":
      return blockAgainAndAgain(condition.params, clock)
    case "cpu-burn":
      return burn(condition.params, log)
    case "memory-pressure":
      return fillMemory(condition.params.megabytes, clock)
    default:
      return condition satisfies never
  }
}

function blockAgainAndAgain(
  { blockMs, everyMs }: { readonly blockMs: number; readonly everyMs: number },
  clock: Clock,
): () => void {
  const nobodyWakesIt = new Int32Array(new SharedArrayBuffer(4))
  // Not in this turn: whoever asked for it gets an answer first.
  let cancel = clock.after(leastBreathMs, block)
  function block() {
    Atomics.wait(nobodyWakesIt, 0, 0, blockMs)
    cancel = clock.after(Math.max(leastBreathMs, everyMs - blockMs), block)
  }
  return () => cancel()
}

/** In a thread of its own, so that it can be ended whatever the program is doing. */
function burn(workerData: { readonly loadPercent: number }, log: Logger): () => void {
  const worker = new Worker(new URL("./cpu-burner.ts", import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  })
  worker.unref()
  worker.on("error", (error) => log.error({ reason: messageOf(error) }, "the processor is not kept busy"))
  return () => void worker.terminate()
}

/** Slice by slice, so that requests get their turn in between. Shrinking a buffer gives its pages back at once. */
function fillMemory(megabytes: number, clock: Clock): () => void {
  const slices: ArrayBuffer[] = []
  let left = megabytes * 1024 * 1024
  let cancel = clock.after(0, fill)
  function fill() {
    const size = Math.min(left, sliceBytes)
    const slice = new ArrayBuffer(size, { maxByteLength: size })
    // Memory that nobody has written to is only a promise.
    new Uint8Array(slice).fill(1)
    slices.push(slice)
    left -= size
    if (left > 0) cancel = clock.after(0, fill)
  }
  return () => {
    cancel()
    for (const slice of slices.splice(0)) slice.resize(0)
  }
}
