interface Entry {
  readonly seq: number
  readonly json: string
}

/** The last frames of one kind, as the JSON of what they carry, so that nothing is serialised twice. */
export class History {
  readonly #kept: number
  readonly #entries: Entry[] = []
  #forgottenSeq = -1

  /** @param kept how many at most */
  constructor(kept: number) {
    this.#kept = kept
  }

  add(seq: number, json: string): void {
    this.#entries.push({ seq, json })
    if (this.#entries.length <= this.#kept) return
    const forgotten = this.#entries.shift()
    if (forgotten !== undefined) this.#forgottenSeq = forgotten.seq
  }

  /** True when everything after `seq` is still here. */
  reaches(seq: number): boolean {
    return seq >= this.#forgottenSeq
  }

  /** JSON array of what came after `seq`, oldest first; of everything when undefined. */
  after(seq: number | undefined): string {
    const entries = seq === undefined ? this.#entries : this.#entries.filter((entry) => entry.seq > seq)
    return `[${entries.map(({ json }) => json).join(",")}]`
  }
}
