/** Moments, first in, first out, without an object per entry. */
export class MomentQueue {
  /** Its length is a power of two. */
  #ring = new Float64Array(1024)
  #head = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  /** NaN when it is empty. */
  get first(): number {
    return this.#length === 0 ? Number.NaN : (this.#ring[this.#head] ?? Number.NaN)
  }

  push(moment: number): void {
    if (this.#length === this.#ring.length) this.#double()
    this.#ring[(this.#head + this.#length) & (this.#ring.length - 1)] = moment
    this.#length += 1
  }

  /** Removes the first one; nothing happens when it is empty. */
  shift(): void {
    if (this.#length === 0) return
    this.#head = (this.#head + 1) & (this.#ring.length - 1)
    this.#length -= 1
  }

  #double(): void {
    const larger = new Float64Array(this.#ring.length * 2)
    for (let i = 0; i < this.#length; i++) {
      larger[i] = this.#ring[(this.#head + i) & (this.#ring.length - 1)] ?? 0
    }
    this.#ring = larger
    this.#head = 0
  }
}
