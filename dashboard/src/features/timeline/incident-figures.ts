import type { Incident } from "@gameday/contract"

export interface IncidentFigures {
  /** Healed ones, of which the figures are. */
  readonly count: number
  readonly medianSeconds: number | null
  readonly worstSeconds: number | null
}

/** Of the incidents that have healed; the median of an even number is the mean of the two in the middle. */
export function incidentFigures(incidents: readonly Incident[]): IncidentFigures {
  const seconds = incidents.flatMap(({ recoverySeconds }) => recoverySeconds ?? []).toSorted((a, b) => a - b)
  const lower = seconds[Math.ceil(seconds.length / 2) - 1]
  const upper = seconds[Math.floor(seconds.length / 2)]
  return {
    count: seconds.length,
    medianSeconds: lower === undefined || upper === undefined ? null : (lower + upper) / 2,
    worstSeconds: seconds.at(-1) ?? null,
  }
}

/** Whether an incident kept its promise; null: nobody knows yet. */
export function promiseKept(
  { startedAt, recoverySeconds }: Pick<Incident, "startedAt" | "recoverySeconds">,
  promisedSeconds: number,
  now: number,
): boolean | null {
  if (recoverySeconds !== null) return recoverySeconds <= promisedSeconds
  return (now - startedAt) / 1000 > promisedSeconds ? false : null
}
