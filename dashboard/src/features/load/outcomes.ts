import type { Outcome, Outcomes } from "@gameday/contract"

/** What is a failure whatever the journey expected; the compiler asks for a new outcome. */
const failure = {
  "2xx": false,
  "3xx": false,
  "4xx": false,
  "5xx": true,
  timeout: true,
  refused: true,
  reset: true,
  closed: true,
  truncated: true,
  dropped: true,
} as const satisfies Record<Outcome, boolean>

const always: ReadonlySet<Outcome> = new Set(["2xx", "4xx", "5xx", "timeout"])

export interface OutcomeRow {
  readonly outcome: Outcome
  readonly count: number
  /** Of all that ended, 0 to 1. */
  readonly share: number
  readonly failure: boolean
}

/** How requests ended: the usual ones always, so that nothing jumps; the rare ones once they happened. */
export function outcomeRows(outcomes: Outcomes): OutcomeRow[] {
  const names = Object.keys(failure) as Outcome[]
  const total = names.reduce((sum, name) => sum + outcomes[name], 0)
  return names
    .filter((name) => always.has(name) || outcomes[name] > 0)
    .map((name) => ({
      outcome: name,
      count: outcomes[name],
      share: total === 0 ? 0 : outcomes[name] / total,
      failure: failure[name],
    }))
}
