import { Worker } from "node:worker_threads"
import type { AdminCondition } from "@gameday/contract"
import type { TestCache, TestDatabase } from "./test-dependencies.ts"

interface Running {
  readonly end: () => void
  readonly over?: () => boolean
}

/** Begins what the test service as a whole suffers. */
export function begin(condition: AdminCondition, database: TestDatabase, cache: TestCache): Running {
  switch (condition.kind) {
    case "unready":
    case "resilience-off":
      return { end() {} }
    case "event-loop-block": {
      const { blockMs, everyMs } = condition.params
      const nobodyWakesIt = new Int32Array(new SharedArrayBuffer(4))
      const timer = setInterval(() => Atomics.wait(nobodyWakesIt, 0, 0, blockMs), everyMs)
      return { end: () => clearInterval(timer) }
    }
    case "cpu-burn": {
      const workers = Array.from(
        { length: condition.params.cores },
        () => new Worker("for (;;) {}", { eval: true }),
      )
      return {
        end() {
          for (const worker of workers) void worker.terminate()
        },
      }
    }
    case "memory-pressure": {
      const bytes = condition.params.megabytes * 1024 * 1024
      const memory = new ArrayBuffer(bytes, { maxByteLength: bytes })
      new Uint8Array(memory).fill(1)
      return { end: () => memory.resize(0) }
    }
    case "db-pool-exhaustion":
      return { end: database.holdBack(condition.params.connections) }
    case "db-latency":
      database.delayMs = condition.params.delayMs
      return {
        end() {
          database.delayMs = 0
        },
      }
    case "cache-flush": {
      const before = cache.size
      cache.flush()
      return { end() {}, over: () => cache.size >= 0.8 * before }
    }
    default:
      return condition satisfies never
  }
}
