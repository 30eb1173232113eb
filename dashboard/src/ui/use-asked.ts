import { useCallback, useEffect, useState } from "react"
import type { Answer } from "../api/client.ts"
import { browserClock } from "../clock.ts"

/**
 * Asks when the component appears, and every `everyMs` when that is given. A later refusal does not take away what is
 * known.
 *
 * @param question must stay the same function while it means the same question
 */
export function useAsked<T>(
  question: () => Promise<Answer<T>>,
  everyMs: number | null = null,
): readonly [answer: Answer<T> | null, askAgain: () => void] {
  const [answer, setAnswer] = useState<Answer<T> | null>(null)
  const [round, setRound] = useState(0)
  const askAgain = useCallback(() => setRound((before) => before + 1), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: every round asks anew
  useEffect(() => {
    let current = true
    const ask = async () => {
      const next = await question()
      if (current) setAnswer((before) => (next.ok || before?.ok !== true ? next : before))
    }
    void ask()
    const cancel = everyMs === null ? undefined : browserClock.every(everyMs, () => void ask())
    return () => {
      current = false
      cancel?.()
    }
  }, [question, everyMs, round])
  return [answer, askAgain]
}
