import { useEffect, useState } from "react"
import { browserClock, type Clock } from "../clock.ts"
import { useReplayNow } from "../replay/replay-store.ts"
import { useStage } from "./stage-store.ts"

/**
 * The control plane's time, as far as this browser can tell, renewed every `everyMs`. For what counts up or down between
 * frames: clock, countdowns, ages. Of a recording it is the recording's time.
 */
export function useStageNow(everyMs: number, clock: Clock = browserClock): number {
  const offsetMs = useStage((stage) => stage.clockOffsetMs)
  const recorded = useReplayNow()
  const [now, setNow] = useState(clock.now)
  useEffect(() => clock.every(everyMs, () => setNow(clock.now())), [everyMs, clock])
  return recorded ?? now + offsetMs
}
