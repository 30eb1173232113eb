import { LatencyHistogram } from "../load/histogram.ts"
import type { EncodedHistogram } from "../load/ports.ts"

/** Seconds; the 0.2 s objective needs its own edge. */
const edges = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5, 10]

/**
 * A Prometheus histogram fed with whole histograms. prom-client's own takes one observation at a time, which at 1000
 * requests per second would be the most expensive thing the control plane does.
 */
export class ArrivalHistogram {
  readonly #name: string
  readonly #help: string
  readonly #one = LatencyHistogram.empty()
  readonly #upperSeconds = new Map<number, number>()
  /** Per edge, not cumulative; the last one holds what is above all edges. */
  readonly #counts = new Array<number>(edges.length + 1).fill(0)
  #sumSeconds = 0

  constructor(name: string, help: string) {
    this.#name = name
    this.#help = help
  }

  add(encoded: EncodedHistogram): void {
    for (let i = 0; i + 1 < encoded.length; i += 2) {
      const count = encoded[i + 1] ?? 0
      const seconds = this.#secondsOf(encoded[i] ?? 0)
      const edge = edges.findIndex((upper) => seconds <= upper)
      const at = edge === -1 ? edges.length : edge
      this.#counts[at] = (this.#counts[at] ?? 0) + count
      this.#sumSeconds += seconds * count
    }
  }

  /** Prometheus text format. */
  render(): string {
    const lines = [`# HELP ${this.#name} ${this.#help}`, `# TYPE ${this.#name} histogram`]
    let cumulative = 0
    for (const [at, count] of this.#counts.entries()) {
      cumulative += count
      lines.push(`${this.#name}_bucket{le="${edges[at] ?? "+Inf"}"} ${cumulative}`)
    }
    lines.push(`${this.#name}_sum ${this.#sumSeconds}`, `${this.#name}_count ${cumulative}`)
    return `${lines.join("\n")}\n`
  }

  /** Only the histogram knows its layout: the upper edge of a bucket is the quantile of one value in it. */
  #secondsOf(bucket: number): number {
    let seconds = this.#upperSeconds.get(bucket)
    if (seconds === undefined) {
      this.#one.reset()
      this.#one.add([bucket, 1])
      seconds = (this.#one.quantileMs(1) ?? 0) / 1000
      this.#upperSeconds.set(bucket, seconds)
    }
    return seconds
  }
}
