import type { EncodedHistogram } from "./ports.ts"

/*
 * The bucket layout is HdrHistogram's for 3 significant digits and a unit of 1 µs (histogram.test.ts holds it against
 * hdr-histogram-js): values below 2048 have a bucket each; from there on every doubling is cut into 1024 buckets, so a
 * bucket is never wider than 1/1024 of its value.
 *
 *   page 0: 0 … 1023 µs      page 1: 1024 … 2047 µs      page p ≥ 1: 2^(p+9) … 2^(p+10) − 1 µs in steps of 2^(p−1) µs
 *
 * Counts live in pages of 1024 that exist once something falls into them: latencies of one route span a few doublings,
 * so recording, merging and reading touch a few kB where a dense HdrHistogram walks 70.
 */
const pageBits = 10
const pageSize = 1 << pageBits
const pageCount = 18
/** 134 s: longer than the longest timeout; anything above is kept as this. */
const highestUs = 2 ** (pageBits + pageCount - 1) - 1

/** Counts of durations in µs, 3 significant digits. Merging is exact, so merge first and read quantiles last. */
export class LatencyHistogram {
  readonly #pages: (Uint32Array | undefined)[] = new Array<Uint32Array | undefined>(pageCount).fill(undefined)
  #count = 0

  static empty(): LatencyHistogram {
    return new LatencyHistogram()
  }

  /** Values recorded or merged into it. */
  get count(): number {
    return this.#count
  }

  /** Counts one duration; below 0 counts as 0, above 134 s as 134 s. */
  record(us: number): void {
    this.#increase(bucketOf(us), 1)
  }

  /** Merges what a generator sent. */
  add(encoded: EncodedHistogram): void {
    for (let i = 0; i + 1 < encoded.length; i += 2) this.#increase(encoded[i] ?? 0, encoded[i + 1] ?? 0)
  }

  addAll(other: LatencyHistogram): void {
    for (let index = 0; index < pageCount; index++) {
      const from = other.#pages[index]
      if (from === undefined) continue
      const to = this.#page(index)
      for (let i = 0; i < pageSize; i++) to[i] = (to[i] ?? 0) + (from[i] ?? 0)
    }
    this.#count += other.#count
  }

  /**
   * The duration that a share of all values does not exceed, in ms: the upper edge of the bucket that the rank
   * ⌈q × count⌉ falls into.
   *
   * @param q 0 to 1
   * @returns null when nothing was recorded
   */
  quantileMs(q: number): number | null {
    if (this.#count === 0) return null
    const rank = Math.max(1, Math.ceil(q * this.#count - 1e-9))
    let seen = 0
    for (let index = 0; index < pageCount; index++) {
      const page = this.#pages[index]
      if (page === undefined) continue
      for (let i = 0; i < pageSize; i++) {
        seen += page[i] ?? 0
        if (seen >= rank) return upperUs(index * pageSize + i) / 1000
      }
    }
    return null
  }

  /**
   * How many values lie up to each of these bounds and above the one before it, and last how many above all of them. A
   * bucket of ours that a bound cuts counts to the side its lower edge is on: off by 0.1 % of the bound at most.
   *
   * @param boundsMs ascending
   */
  countsUpTo(boundsMs: readonly number[]): number[] {
    const counts = new Array<number>(boundsMs.length + 1).fill(0)
    let into = 0
    for (let index = 0; index < pageCount; index++) {
      const page = this.#pages[index]
      if (page === undefined) continue
      for (let i = 0; i < pageSize; i++) {
        const count = page[i] ?? 0
        if (count === 0) continue
        const us = lowerUs(index * pageSize + i)
        while (us > (boundsMs[into] ?? Number.POSITIVE_INFINITY) * 1000) into += 1
        counts[into] = (counts[into] ?? 0) + count
      }
    }
    return counts
  }

  /** Sparse, in ascending order; the format is told at EncodedHistogram. */
  encode(): EncodedHistogram {
    const encoded: number[] = []
    for (let index = 0; index < pageCount; index++) {
      const page = this.#pages[index]
      if (page === undefined) continue
      for (let i = 0; i < pageSize; i++) {
        const count = page[i] ?? 0
        if (count > 0) encoded.push(index * pageSize + i, count)
      }
    }
    return encoded
  }

  /** Forgets everything, keeps the memory. */
  reset(): void {
    for (const page of this.#pages) page?.fill(0)
    this.#count = 0
  }

  #increase(bucket: number, by: number): void {
    const page = this.#page(bucket >> pageBits)
    const at = bucket & (pageSize - 1)
    page[at] = (page[at] ?? 0) + by
    this.#count += by
  }

  #page(index: number): Uint32Array {
    let page = this.#pages[index]
    if (page === undefined) {
      page = new Uint32Array(pageSize)
      this.#pages[index] = page
    }
    return page
  }
}

function bucketOf(us: number): number {
  const value = us > 0 ? Math.min(Math.floor(us), highestUs) : 0
  const shift = Math.max(0, 31 - Math.clz32(value) - pageBits)
  return shift * pageSize + (value >>> shift)
}

/** The smallest whole number of µs that falls into the bucket. */
function lowerUs(bucket: number): number {
  const shift = Math.max(0, (bucket >> pageBits) - 1)
  return (bucket - shift * pageSize) * 2 ** shift
}

/** The largest whole number of µs that falls into the bucket. */
function upperUs(bucket: number): number {
  const shift = Math.max(0, (bucket >> pageBits) - 1)
  return (bucket - shift * pageSize + 1) * 2 ** shift - 1
}
