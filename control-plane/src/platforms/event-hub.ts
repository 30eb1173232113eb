import type { PlatformEvent } from "./ports.ts"

/** Tells every subscriber, in the order in which they came. */
export class EventHub {
  readonly #listeners = new Set<(event: PlatformEvent) => void>()

  subscribe(listener: (event: PlatformEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  emit(event: PlatformEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
