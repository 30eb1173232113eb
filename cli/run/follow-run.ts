import { endedStatuses, type RunRecord, type RunRequest, type RunState, type State } from "@gameday/contract"
import { sleep, systemClock } from "../../control-plane/src/clock.ts"
import { CliProblem, exitCodes } from "../command.ts"
import type { StageClient } from "../stage-client.ts"
import type { Display } from "./display.ts"

const pollMs = 500
/** A control plane under load may be slow to answer; one that is gone does not come back. */
const patienceMs = 15_000

/**
 * Starts a run and follows it to its end, whatever that is.
 *
 * @param interrupted aborted when the run is to be aborted: everything is healed, and the end is still waited for
 * @throws CliProblem when it cannot begin, or the stage is gone
 */
export async function followRun(
  stage: StageClient,
  request: RunRequest,
  display: Display,
  interrupted: AbortSignal,
): Promise<RunRecord> {
  const { run } = await stage.ask<RunRecord>("POST", "/api/v1/runs", request)
  const path = `/api/v1/runs/${encodeURIComponent(run.id)}`
  const abort = () => {
    display.note("Aborting the run: everything is being healed.")
    // It may have ended by itself in the meantime; what came of it is asked below.
    stage.ask("DELETE", path).catch(() => undefined)
  }
  if (interrupted.aborted) abort()
  else interrupted.addEventListener("abort", abort, { once: true })
  try {
    await untilEnded(stage, run.id, display)
  } finally {
    interrupted.removeEventListener("abort", abort)
    display.end()
  }
  return stage.ask<RunRecord>("GET", path)
}

async function untilEnded(stage: StageClient, id: string, display: Display): Promise<void> {
  let answeredAt = systemClock.monotonic()
  for (;;) {
    try {
      const state = await stage.ask<State>("GET", "/api/v1/state")
      answeredAt = systemClock.monotonic()
      // Another one is on: this one has ended.
      if (state.run?.id !== id) return
      display.update(state, state.run)
      if (isOver(state.run)) return
    } catch (error) {
      if (!(error instanceof CliProblem)) throw error
      if (systemClock.monotonic() - answeredAt > patienceMs) {
        throw new CliProblem(exitCodes.noStage, `${error.message} The run's outcome is not known.`)
      }
    }
    await sleep(systemClock, pollMs)
  }
}

function isOver({ status }: RunState): boolean {
  return endedStatuses.some((ended) => ended === status)
}
