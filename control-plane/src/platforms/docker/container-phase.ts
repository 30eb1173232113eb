import { request } from "undici"
import type { InstancePhase } from "../ports.ts"
import type { StageContainer } from "./container-engine.ts"

const readyAnswerWithinMs = 900

/** The phase of a container that was found rather than followed: who is healthy now was ready once. */
export function phaseOf({ running, paused, health }: StageContainer): InstancePhase {
  if (!running) return "exited"
  if (paused) return "paused"
  return health === "healthy" ? "running" : "starting"
}

export function phaseAfterPause(phase: InstancePhase): InstancePhase {
  return phase === "paused" ? "running" : phase
}

/** Asks the instance itself. */
export async function isReady(adminUrl: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(`${adminUrl}/health/ready`, {
      signal: AbortSignal.timeout(readyAnswerWithinMs),
    })
    await body.dump()
    return statusCode === 200
  } catch {
    // Nobody listens yet: the answer is "no".
    return false
  }
}
