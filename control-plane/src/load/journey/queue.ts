/** First in, first out, at constant cost however long it is. */
export class Queue<T> {
  readonly #in: T[] = []
  /** In reverse: the first one is at the end. */
  readonly #out: T[] = []

  push(item: T): void {
    this.#in.push(item)
  }

  /** undefined when it is empty. */
  shift(): T | undefined {
    if (this.#out.length === 0) {
      for (let item = this.#in.pop(); item !== undefined; item = this.#in.pop()) this.#out.push(item)
    }
    return this.#out.pop()
  }
}
