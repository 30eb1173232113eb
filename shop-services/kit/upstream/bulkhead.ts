/**
 * Limits how many calls to one service are under way at once, so that a service which hangs takes a bounded part of its caller
 * and no more: the calls beyond are answered at once.
 */
export class Bulkhead {
  readonly #limit: () => number
  readonly #enabled: () => boolean
  #inside = 0

  /** @param limit asked for each call: it grows with the service */
  constructor(limit: () => number, enabled: () => boolean) {
    this.#limit = limit
    this.#enabled = enabled
  }

  /** @returns false when it is full; a caller that got in must leave */
  enter(): boolean {
    if (this.#inside >= this.#limit() && this.#enabled()) return false
    this.#inside++
    return true
  }

  leave(): void {
    this.#inside--
  }
}
