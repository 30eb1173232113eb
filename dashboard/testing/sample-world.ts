import type { State } from "@gameday/contract"
import { SampleStage } from "./sample-stage.ts"

/* SAMPLE DATA for tests: a quiet, repeatable stage and what may happen on it. */

export const sampleStart = Date.UTC(2026, 4, 12, 14, 30, 0)

export interface SampleWorld {
  readonly stage: SampleStage
  /** Lets the stage play for so long; answers its state then. */
  play(ms: number): State
}

export function sampleWorld({
  rps = 240,
  replicas = 2,
}: {
  rps?: number | null
  replicas?: number
} = {}): SampleWorld {
  const load =
    rps === null ? null : { rps, startedAt: sampleStart, journey: "shopper", limited: false, override: null }
  const stage = new SampleStage(() => 0.5, sampleStart, load, replicas)
  let at = sampleStart
  return {
    stage,
    play(ms) {
      const end = at + ms
      while (at < end) {
        at += 250
        stage.step(at)
      }
      return stage.state()
    },
  }
}
