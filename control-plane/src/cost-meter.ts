/**
 * How much a growing total grew since the meter was made. The total begins anew with each load; what was lost under the
 * load before is kept as far as it was read.
 */
export class CostMeter {
  readonly #totalCents: () => number
  #lastCents: number
  #grownCents = 0

  constructor(totalCents: () => number) {
    this.#totalCents = totalCents
    this.#lastCents = totalCents()
  }

  /** In cents. */
  read(): number {
    const totalCents = this.#totalCents()
    this.#grownCents += totalCents >= this.#lastCents ? totalCents - this.#lastCents : totalCents
    this.#lastCents = totalCents
    return this.#grownCents
  }
}
