import { useEffect, useState } from "react"
import { browserClock } from "../clock.ts"
import { useStage } from "./stage-store.ts"

/**
 * The control plane's time, as far as this browser can tell, renewed every `everyMs`. For what counts up or down between
 * frames: clock, countdowns, ages.
 */
export function useStageNow(everyMs: number): number {
  const offsetMs = useStage((stage) => stage.clockOffsetMs)
  const [now, setNow] = useState(browserClock.now)
  useEffect(() => browserClock.every(everyMs, () => setNow(browserClock.now())), [everyMs])
  return now + offsetMs
}
