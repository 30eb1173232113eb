import { LatencyHistogram } from "../load/histogram.ts"
import type { RouteDelta } from "../load/ports.ts"

/** The running second and the nine before it. */
const windowSeconds = 10
/** A chart second is read up to a second and a half after it ended. */
const keptSeconds = 13

/** How the requests of some span went; latency from the intended start, service time from the send. */
export interface Latencies {
  readonly count: number
  readonly failed: number
  readonly latency: LatencyHistogram
  readonly service: LatencyHistogram
}

class Tally implements Latencies {
  count = 0
  failed = 0
  readonly latency = LatencyHistogram.empty()
  readonly service = LatencyHistogram.empty()

  add(other: Latencies): void {
    this.count += other.count
    this.failed += other.failed
    this.latency.addAll(other.latency)
    this.service.addAll(other.service)
  }

  reset(): this {
    this.count = 0
    this.failed = 0
    this.latency.reset()
    this.service.reset()
    return this
  }
}

/** Decodes one route's part of a delta into a scratch that the next call overwrites. */
export function deltaReader(): (delta: RouteDelta) => Latencies {
  const scratch = new Tally()
  return ({ count, failed, latencyUs, serviceUs }) => {
    scratch.reset()
    scratch.count = count
    scratch.failed = failed
    if (latencyUs !== undefined) scratch.latency.add(latencyUs)
    if (serviceUs !== undefined) scratch.service.add(serviceUs)
    return scratch
  }
}

/**
 * Latencies of the last ten seconds, in slices of one. Percentiles cannot be subtracted from a merged histogram, so
 * the merge is kept up with every delta and built anew when a slice leaves it, once a second.
 */
export class LatencyWindow {
  readonly #slices = new Map<number, Tally>()
  readonly #merged = new Tally()
  readonly #spare: Tally[] = []
  #second = 0

  /** @param second whole seconds since the epoch that the requests belong to */
  add(second: number, latencies: Latencies): void {
    this.advance(second)
    if (second <= this.#second - keptSeconds) return
    let slice = this.#slices.get(second)
    if (slice === undefined) {
      slice = this.#spare.pop()?.reset() ?? new Tally()
      this.#slices.set(second, slice)
    }
    slice.add(latencies)
    if (second > this.#second - windowSeconds) this.#merged.add(latencies)
  }

  /** Lets go of what is older than the window, now that it is this second. */
  advance(second: number): void {
    if (second <= this.#second) return
    this.#second = second
    this.#merged.reset()
    for (const [at, slice] of this.#slices) {
      if (at <= second - keptSeconds) {
        this.#slices.delete(at)
        this.#spare.push(slice)
      } else if (at > second - windowSeconds) {
        this.#merged.add(slice)
      }
    }
  }

  /** The window merged. Valid until the next call of add or advance. */
  merged(): Latencies {
    return this.#merged
  }

  /** One second alone; undefined when nothing ended in it. */
  slice(second: number): Latencies | undefined {
    return this.#slices.get(second)
  }
}
