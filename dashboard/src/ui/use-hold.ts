import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react"
import { browserClock, type Clock } from "../clock.ts"

export const holdMs = 800

export interface Hold {
  readonly holding: boolean
  start(): void
  cancel(): void
  /** For the element itself: Enter and Space held work like a finger. */
  readonly keys: {
    onKeyDown(event: KeyboardEvent): void
    onKeyUp(event: KeyboardEvent): void
  }
}

/** Calls `done` once something was held for 0.8 s; letting go before that cancels. */
export function useHold(done: () => void, clock: Clock = browserClock): Hold {
  const [holding, setHolding] = useState(false)
  const cancelTimer = useRef<(() => void) | null>(null)
  const latest = useRef(done)
  latest.current = done

  const cancel = useCallback(() => {
    cancelTimer.current?.()
    cancelTimer.current = null
    setHolding(false)
  }, [])
  const start = useCallback(() => {
    if (cancelTimer.current !== null) return
    setHolding(true)
    cancelTimer.current = clock.after(holdMs, () => {
      cancel()
      latest.current()
    })
  }, [cancel, clock])
  useEffect(() => cancel, [cancel])

  const keys = {
    onKeyDown(event: KeyboardEvent) {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      if (!event.repeat) start()
    },
    onKeyUp(event: KeyboardEvent) {
      if (event.key === "Enter" || event.key === " ") cancel()
    },
  }
  return { holding, start, cancel, keys }
}
