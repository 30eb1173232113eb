/** Time as a port, so that tests can turn it. The only file of the dashboard that reads the system's clock. */
export interface Clock {
  /** Milliseconds since the Unix epoch, by this browser. */
  now(): number
  /** Calls back once. The returned function cancels. */
  after(ms: number, callback: () => void): () => void
  /** Calls back again and again. The returned function cancels. */
  every(ms: number, callback: () => void): () => void
}

export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
  every(ms, callback) {
    const timer = setInterval(callback, ms)
    return () => clearInterval(timer)
  },
}
