import type { Cache } from "./cache.ts"
import type { Clock } from "./clock.ts"
import { messageOf } from "./errors.ts"
import type { RunningCondition } from "./faults.ts"
import type { Logger } from "./log.ts"

/** A cache that holds so much of what it held before does its work again. */
const warmShare = 0.8
const lookEveryMs = 250

/**
 * Empties the caches once, as soon as they answer. Over when they hold four fifths of the entries they held; what was in them
 * comes back with the requests that need it, so there is nothing to take back.
 */
export function flushCaches(caches: readonly Cache[], clock: Clock, log: Logger): RunningCondition {
  let entriesBefore: number | undefined
  let state: "cold" | "warm" | "ended" = "cold"
  let away = false
  let cancel = () => {}

  const look = async () => {
    try {
      if (entriesBefore === undefined) entriesBefore = await total(caches, (cache) => cache.flush())
      else {
        const entries = await total(caches, (cache) => cache.count())
        if (state === "cold" && entries >= warmShare * entriesBefore) state = "warm"
      }
    } catch (error) {
      if (!away) log.warn({ reason: messageOf(error) }, "cache neither emptied nor counted yet")
      away = true
    }
    if (state === "cold") cancel = clock.after(lookEveryMs, () => void look())
  }

  void look()
  return {
    end() {
      state = "ended"
      cancel()
    },
    over: () => state === "warm",
  }
}

async function total(caches: readonly Cache[], read: (cache: Cache) => Promise<number>): Promise<number> {
  const counts = await Promise.all(caches.map(read))
  return counts.reduce((sum, count) => sum + count, 0)
}
