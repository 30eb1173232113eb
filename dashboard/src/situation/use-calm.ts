import { useEffect, useRef, useState } from "react"
import { browserClock } from "../clock.ts"

const calmMs = 2_000

/** A text that changes at most every 2 s, so that it can be read; at once when `language` changes. */
export function useCalm(text: string, language: string): string {
  const [shown, setShown] = useState({ text, language })
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (shown.text === text) return
    const change = () => {
      changedAt.current = browserClock.now()
      setShown({ text, language })
    }
    const waitMs = changedAt.current + calmMs - browserClock.now()
    if (waitMs <= 0 || shown.language !== language || shown.text === "") {
      change()
      return
    }
    return browserClock.after(waitMs, change)
  }, [text, language, shown])
  return shown.language === language ? shown.text : text
}
