import type { EdgeState } from "@gameday/contract"

export interface SafetyNetFigures {
  /** Of all calls between services in the last second; null: measured nowhere. */
  readonly retriesPerSecond: number | null
  readonly fallbacksPerSecond: number | null
}

export function safetyNetFigures(edges: readonly EdgeState[]): SafetyNetFigures {
  const sum = (values: readonly (number | null)[]) => {
    const measured = values.filter((value) => value !== null)
    return measured.length === 0 ? null : measured.reduce((total, value) => total + value, 0)
  }
  return {
    retriesPerSecond: sum(edges.map(({ retriesPerSecond }) => retriesPerSecond)),
    fallbacksPerSecond: sum(edges.map(({ fallbacksPerSecond }) => fallbacksPerSecond)),
  }
}
