import type { Clock } from "../clock.ts"

/** Resolves after `ms` by this clock, or as soon as the signal is aborted. */
export function interruptibleSleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const wake = () => {
      cancel()
      signal.removeEventListener("abort", wake)
      resolve()
    }
    const cancel = clock.after(ms, wake)
    signal.addEventListener("abort", wake)
  })
}
