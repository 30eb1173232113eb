/** Time as a port, so that tests can turn it. The only file of the dashboard that reads the system's clock. */
export interface Clock {
  /** Milliseconds since the Unix epoch, by this browser. */
  now(): number
  /** Calls back once. The returned function cancels. */
  after(ms: number, callback: () => void): () => void
  /** Calls back again and again. The returned function cancels. */
  every(ms: number, callback: () => void): () => void
}

type Timers = Pick<typeof globalThis, "setTimeout" | "clearTimeout" | "setInterval" | "clearInterval">

/** The system's time with the timers of one window: those of a window that nobody sees are slowed down. */
export function clockOf(timers: Timers): Clock {
  return {
    now: () => Date.now(),
    after(ms, callback) {
      const timer = timers.setTimeout(callback, ms)
      return () => timers.clearTimeout(timer)
    },
    every(ms, callback) {
      const timer = timers.setInterval(callback, ms)
      return () => timers.clearInterval(timer)
    },
  }
}

export const browserClock: Clock = clockOf(globalThis)
