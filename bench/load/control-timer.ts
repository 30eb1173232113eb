const everyMs = 5

/**
 * A timer in a process that has nothing else to do. When it is late, the machine was busy with something else, and no
 * generator could have been on time.
 */
export class ControlTimer {
  readonly #late: { readonly at: number; readonly ms: number }[] = []
  readonly #timer: NodeJS.Timeout
  #expected = performance.now() + everyMs

  constructor() {
    this.#timer = setInterval(() => {
      const now = performance.now()
      this.#late.push({ at: performance.timeOrigin + now, ms: now - this.#expected })
      this.#expected = now + everyMs
    }, everyMs)
  }

  /** How late it was at worst in a span of the wall clock, ms. */
  worst(from: number, to: number): number {
    return this.#late.reduce((worst, { at, ms }) => (at >= from && at < to ? Math.max(worst, ms) : worst), 0)
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
