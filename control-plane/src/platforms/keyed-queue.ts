/** Runs work one after the other for each key, and side by side for different keys. */
export class KeyedQueue {
  readonly #last = new Map<string, Promise<unknown>>()

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const done = (this.#last.get(key) ?? Promise.resolve()).then(work)
    // Who asked for it hears of its failure; it must not keep the next one from happening.
    this.#last.set(
      key,
      done.catch(() => undefined),
    )
    return done
  }
}
