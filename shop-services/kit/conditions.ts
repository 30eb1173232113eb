import { Worker } from "node:worker_threads"
import type { AdminCondition } from "@gameday/contract"
import type { Cache } from "./cache.ts"
import type { Clock } from "./clock.ts"
import type { Database } from "./database.ts"
import { drawDelayMs } from "./delay.ts"
import { messageOf } from "./errors.ts"
import type { BeginCondition, RunningCondition } from "./faults.ts"
import { flushCaches } from "./flushed-caches.ts"
import type { Logger } from "./log.ts"
import type { Readiness } from "./readiness.ts"
import type { Rng } from "./rng.ts"
import type { Protections } from "./upstream/protections.ts"

/** Left free between two blocks, whatever was asked for: leases are renewed and faults removed then. */
const leastBreathMs = 200

const sliceBytes = 8 * 1024 * 1024

interface Parts {
  readonly readiness: Readiness
  readonly protections: Protections
  readonly clock: Clock
  readonly rng: Rng
  readonly log: Logger
  readonly database: Database | undefined
  /** Those the service has opened so far. */
  readonly caches: readonly Cache[]
}

/** The service does not have what is to be broken. */
class NothingToBreak extends Error {
  readonly statusCode = 409
}

/** What a whole process can suffer. */
export function conditionsOf(parts: Parts): BeginCondition {
  return (faultId, condition) => begin(faultId, condition, parts)
}

function begin(faultId: string, condition: AdminCondition, parts: Parts): RunningCondition {
  const { readiness, protections, clock, rng, log, database, caches } = parts
  switch (condition.kind) {
    case "unready": {
      const reason = `called in sick by Gameday (fault ${faultId})`
      readiness.block(reason)
      return { end: () => readiness.unblock(reason) }
    }
    case "event-loop-block":
      return blockAgainAndAgain(condition.params, clock)
    case "cpu-burn":
      return burn(condition.params, clock, log)
    case "memory-pressure":
      return { end: fillMemory(condition.params.megabytes, clock) }
    case "db-pool-exhaustion":
      return { end: needed(database, "a database").holdBack(condition.params.connections) }
    case "db-latency": {
      const delay = { ...condition.params, distribution: "uniform" } as const
      return { end: needed(database, "a database").slowDown(() => drawDelayMs(delay, rng)) }
    }
    case "resilience-off":
      return { end: protections.switchOff(condition.params.mechanisms) }
    case "cache-flush":
      needed(caches[0], "a cache")
      return flushCaches(caches, clock, log)
    default:
      return condition satisfies never
  }
}

function needed<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new NothingToBreak(`This service does not have ${name} that could be broken.`)
  return part
}

function blockAgainAndAgain(
  { blockMs, everyMs }: { readonly blockMs: number; readonly everyMs: number },
  clock: Clock,
): RunningCondition {
  let bitesSince: number | null = null
  const nobodyWakesIt = new Int32Array(new SharedArrayBuffer(4))
  // Not in this turn: whoever asked for it gets an answer first.
  let cancel = clock.after(leastBreathMs, block)
  function block() {
    bitesSince ??= clock.now()
    Atomics.wait(nobodyWakesIt, 0, 0, blockMs)
    cancel = clock.after(Math.max(leastBreathMs, everyMs - blockMs), block)
  }
  return { end: () => cancel(), bitesSince: () => bitesSince }
}

/** In threads of their own, one for each core, so that they can be ended whatever the program is doing. */
function burn(
  { cores, loadPercent }: { readonly cores: number; readonly loadPercent: number },
  clock: Clock,
  log: Logger,
): RunningCondition {
  let bitesSince: number | null = null
  const workers = Array.from({ length: cores }, () => {
    const worker = new Worker(new URL("./cpu-burner.ts", import.meta.url), {
      workerData: { loadPercent },
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
    })
    worker.unref()
    worker.once("online", () => {
      bitesSince ??= clock.now()
    })
    worker.on("error", (error) => log.error({ reason: messageOf(error) }, "a core is not kept busy"))
    return worker
  })
  return {
    end() {
      for (const worker of workers) void worker.terminate()
    },
    bitesSince: () => bitesSince,
  }
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
