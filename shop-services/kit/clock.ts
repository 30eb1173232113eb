/** Time as a port, so that tests can turn it. The only file of the shop that reads the system's clocks. */
export interface Clock {
  /** Milliseconds since the Unix epoch; for what people read. */
  now(): number
  /** Milliseconds that never jump; for durations. */
  monotonic(): number
  /** Calls back once. The returned function cancels; calling it again does nothing. */
  after(ms: number, callback: () => void): () => void
  /** Calls back again and again. The returned function cancels. */
  every(ms: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
  every(ms, callback) {
    const timer = setInterval(callback, ms)
    return () => clearInterval(timer)
  },
}

/** Resolves after `ms` by this clock. */
export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve)
  })
}
