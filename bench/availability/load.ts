import type { LoadState, State } from "@gameday/contract"
import { sleep, systemClock } from "../../control-plane/src/clock.ts"
import type { Audience } from "../audience.ts"

/** Registrations hash passwords: a load that begins with them all at once would measure that. */
const warmUpSeconds = 10

/** Constant load of the shopper journey, running and past its beginning. */
export async function withLoad(audience: Audience, rps: number): Promise<void> {
  const profile = { kind: "ramp", fromRps: 0, toRps: rps, durationSeconds: warmUpSeconds / 2 }
  const answer = await audience.request("POST", "/api/v1/load", { profile, journey: "shopper" })
  if (!answer.ok) throw new Error(`The load does not start: ${await answer.text()}`)
  await sleep(systemClock, warmUpSeconds * 1000)
}

export async function withoutLoad(audience: Audience): Promise<void> {
  await audience.request("DELETE", "/api/v1/load")
  await sleep(systemClock, 1_000)
}

export function loadOf({ load }: State): LoadState {
  if (load === null) throw new Error("No load runs")
  return load
}

/** What customers lost between two moments, by what happened to them. */
export interface Toll {
  readonly requests: number
  readonly failed: number
  readonly outcomes: string
}

export function tollBetween(before: LoadState, after: LoadState): Toll {
  const outcomes = Object.entries(after.outcomes).flatMap(([outcome, count]) => {
    const more = count - before.outcomes[outcome as keyof LoadState["outcomes"]]
    return more > 0 && outcome !== "2xx" ? [`${more} ${outcome}`] : []
  })
  return {
    requests: after.fired - before.fired,
    failed: after.failed - before.failed,
    outcomes: outcomes.join(", "),
  }
}
