import { Worker } from "node:worker_threads"
import type { AdminCondition } from "@gameday/contract"

/** Begins what the test service as a whole suffers. @returns what ends it */
export function begin(condition: AdminCondition): () => void {
  switch (condition.kind) {
    case "unready":
      return () => {}
    case "event-loop-block": {
      const { blockMs, everyMs } = condition.params
      const nobodyWakesIt = new Int32Array(new SharedArrayBuffer(4))
      const timer = setInterval(() => Atomics.wait(nobodyWakesIt, 0, 0, blockMs), everyMs)
      return () => clearInterval(timer)
    }
    case "cpu-burn": {
      const worker = new Worker("for (;;) {}", { eval: true })
      return () => void worker.terminate()
    }
    case "memory-pressure": {
      const bytes = condition.params.megabytes * 1024 * 1024
      const memory = new ArrayBuffer(bytes, { maxByteLength: bytes })
      new Uint8Array(memory).fill(1)
      return () => memory.resize(0)
    }
    default:
      return condition satisfies never
  }
}
