import type { ChartSecond, ServiceState } from "@gameday/contract"
import { niceCeil } from "../../charts/strip-model.ts"

export interface ServiceLine {
  readonly service: ServiceState
  /** p95 of each second shown; null is a gap. */
  readonly p95Ms: readonly (number | null)[]
  /** Of the last second shown. */
  readonly lastP95Ms: number | null
  readonly lastRps: number | null
}

/** One line per service over the same seconds. */
export function serviceLines(
  services: readonly ServiceState[],
  seconds: readonly (ChartSecond | undefined)[],
): ServiceLine[] {
  return services.map((service) => {
    const of = (second: ChartSecond | undefined) => second?.services[service.name]
    const last = of(seconds.at(-1))
    return {
      service,
      p95Ms: seconds.map((second) => of(second)?.p95Ms ?? null),
      lastP95Ms: last?.p95Ms ?? null,
      lastRps: last?.rps ?? null,
    }
  })
}

/** One scale for all of them, so that heights can be compared; it reaches the limit at least half-way. */
export function commonMax(lines: readonly ServiceLine[], limitMs: number): number {
  return niceCeil(Math.max(limitMs / 2, ...lines.flatMap(({ p95Ms }) => p95Ms.map((value) => value ?? 0))))
}

/**
 * An SVG path in a box of `width` × `height`, zero at the bottom, broken where nothing was measured.
 *
 * @param max the value at the top
 */
export function linePath(
  values: readonly (number | null)[],
  max: number,
  width: number,
  height: number,
): string {
  const step = width / Math.max(1, values.length - 1)
  let path = ""
  let drawing = false
  values.forEach((value, index) => {
    if (value !== null) {
      const y = height - Math.min(1, value / max) * height
      path += `${drawing ? "L" : "M"}${(index * step).toFixed(1)} ${y.toFixed(1)}`
    }
    drawing = value !== null
  })
  return path
}
