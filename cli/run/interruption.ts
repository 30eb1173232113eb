const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const

/** Ctrl-C, once: what runs is to end in order. Every further one is answered, and changes nothing. */
export class Interruption {
  readonly #controller = new AbortController()
  readonly #onSignal: () => void

  /** @param again what to say to somebody who is impatient */
  constructor(again: () => void) {
    this.#onSignal = () => {
      if (this.#controller.signal.aborted) again()
      else this.#controller.abort()
    }
    for (const signal of signals) process.on(signal, this.#onSignal)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  dispose(): void {
    for (const signal of signals) process.off(signal, this.#onSignal)
  }
}
