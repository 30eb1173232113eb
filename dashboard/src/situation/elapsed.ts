import type { RunState, RunStatus, State } from "@gameday/contract"
import type { I18n } from "../i18n/i18n.ts"

/** What runs on the stage, and since when. */
export interface Running {
  /** The run's title, or the journey of a load without a run. */
  readonly title: string
  readonly elapsedSeconds: number
  /** null: until somebody ends it. */
  readonly plannedSeconds: number | null
  /** It does not move on: a run that is paused or has not begun. */
  readonly stands: boolean
}

const over = {
  planned: false,
  checking: false,
  running: false,
  paused: false,
  healing: false,
  completed: true,
  failed: true,
  aborted: true,
} as const satisfies Readonly<Record<RunStatus, boolean>>

export const isOver = ({ status }: RunState): boolean => over[status]

/**
 * A run that is on comes before the load it drives; null: neither.
 *
 * @param now the control plane's clock, ms: what is shown goes on between two pictures
 */
export function runningOf({ at, run, load }: State, now: number, { pick }: I18n): Running | null {
  const sinceSeconds = Math.max(0, (now - at) / 1000)
  if (run !== null && !isOver(run)) {
    const stands = run.status !== "running"
    return {
      title: pick(run.title),
      elapsedSeconds: run.elapsedSeconds + (stands ? 0 : sinceSeconds),
      plannedSeconds: run.plannedSeconds,
      stands,
    }
  }
  if (load === null) return null
  return {
    title: load.journey,
    elapsedSeconds: load.elapsedSeconds + sinceSeconds,
    plannedSeconds: null,
    stands: false,
  }
}
