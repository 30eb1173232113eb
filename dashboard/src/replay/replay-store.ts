import { create } from "zustand"
import type { Journal, JournalProblem } from "./journal.ts"
import type { Playback, Player } from "./player.ts"

export type ReplayFailure = JournalProblem | "unknown" | "unreachable"

/** Whether this page shows the stage, or the recording of a run; a page is one or the other as long as it is open. */
export type Replay =
  | { readonly phase: "none" }
  | { readonly phase: "loading"; readonly bytes: number }
  | { readonly phase: "failed"; readonly reason: ReplayFailure }
  | {
      readonly phase: "ready"
      readonly journal: Journal
      readonly player: Player
      readonly playback: Playback
    }

export const useReplay = create<{ readonly replay: Replay }>(() => ({ replay: { phase: "none" } }))

export function setReplay(replay: Replay): void {
  useReplay.setState({ replay })
}

/** The run that an address asks to replay; null: the stage as it is. */
export function recordingIn(search: string): string | null {
  const run = new URLSearchParams(search).get("replay")
  return run === null || run === "" ? null : run
}

/** Where it is to begin, `?replay=…&at=90`: s after its first picture. */
export function beginSecondsIn(search: string): number {
  const seconds = Number(new URLSearchParams(search).get("at") ?? 0)
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0
}

export const isReplaying = (): boolean => useReplay.getState().replay.phase !== "none"

/** Time as the recording tells it, in whole tenths of a second; null while the stage is live. */
export function useReplayNow(): number | null {
  return useReplay(({ replay }) =>
    replay.phase === "ready" ? Math.floor(replay.playback.at / 100) * 100 : null,
  )
}
