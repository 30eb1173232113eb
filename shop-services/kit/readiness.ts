/** The reason of an instance that is about to stop, and serves until then. */
export const draining = "draining"

/**
 * Whether the instance wants traffic. It does while nothing blocks it.
 *
 * A dependency that is away does not block: it is away for all replicas alike, so blocking would only take the
 * last one out of rotation and with it whatever still works (the product cache, replays, error messages).
 */
export class Readiness {
  readonly #blocks = new Set<string>()
  readonly #listeners = new Set<() => void>()

  constructor(initialReason: string) {
    this.#blocks.add(initialReason)
  }

  get ready(): boolean {
    return this.#blocks.size === 0
  }

  get reasons(): string[] {
    return [...this.#blocks]
  }

  block(reason: string): void {
    this.#blocks.add(reason)
  }

  /** Takes a reason away; tells those who wait when it was the last. */
  unblock(reason: string): void {
    if (this.#blocks.delete(reason) && this.ready) for (const listener of this.#listeners) listener()
  }

  onReady(listener: () => void): void {
    this.#listeners.add(listener)
  }
}
