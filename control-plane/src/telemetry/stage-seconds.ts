import type { ChartSecond, State } from "@gameday/contract"
import type { StageSecond } from "../faults/ports.ts"
import type { TelemetryReader } from "./ports.ts"

/**
 * Tells every finished second as the guard judges it, a moment after it ended.
 *
 * @returns a function that ends it
 */
export function onStageSecond(
  telemetry: Pick<TelemetryReader, "subscribe">,
  listener: (second: StageSecond) => void,
): () => void {
  let state: State | undefined
  return telemetry.subscribe((update) => {
    if (update.type === "state") state = update.state
    else if (update.type === "second" && state !== undefined) listener(stageSecond(update.second, state))
  })
}

/**
 * availability = 100 × (1 − failed ÷ ended) of the second itself; errors and p95 over the last 10 s, as the state has them.
 * Without a load, or when the generator was the limit, nothing in it speaks about the shop.
 */
function stageSecond({ at, errorRatio, generatorLimited }: ChartSecond, { load }: State): StageSecond {
  if (load === null || generatorLimited) return { at, measured: false, ...nothing }
  return {
    at,
    measured: true,
    availabilityPercent: errorRatio === null ? null : 100 - 100 * errorRatio,
    errorsPercent: load.errorRatio === null ? null : 100 * load.errorRatio,
    p95Ms: load.p95Ms,
  }
}

const nothing = { availabilityPercent: null, errorsPercent: null, p95Ms: null }
