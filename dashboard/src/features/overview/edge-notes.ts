import type { EdgeState } from "@gameday/contract"

/** What there is to say about calls from one service to another, beside how many they are. */
export type EdgeNote = "open" | "reason" | "trying" | "failing" | "retries" | "fallbacks" | "refused"

const atMost = 4
const isMore = (value: number | null) => value !== null && value > 0

/** Most important first; nothing while all is well. An open circuit explains more than the errors it prevents. */
export function notesOf(edge: EdgeState): EdgeNote[] {
  const notes: EdgeNote[] = [...troubleOf(edge)]
  if (isMore(edge.retriesPerSecond)) notes.push("retries")
  if (isMore(edge.fallbacksPerSecond)) notes.push("fallbacks")
  if (isMore(edge.rejectedPerSecond)) notes.push("refused")
  return notes.slice(0, atMost)
}

function troubleOf(edge: EdgeState): readonly EdgeNote[] {
  if (edge.breaker === "open") return edge.breakerReason === null ? ["open"] : ["open", "reason"]
  if (edge.breaker === "half-open") return ["trying"]
  return isMore(edge.errorRatio) ? ["failing"] : []
}

/** The edge with the worst state; null: all is well with all of them. */
export function worstOf(edges: readonly EdgeState[]): EdgeState | null {
  const rank = ({ breaker, errorRatio }: EdgeState) =>
    breaker === "open" ? 3 : breaker === "half-open" ? 2 : (errorRatio ?? 0)
  const worst = edges.toSorted((a, b) => rank(b) - rank(a))[0]
  return worst === undefined || rank(worst) === 0 ? null : worst
}

/**
 * Names from top to bottom, each at the height of those who call it, so that few lines cross.
 *
 * @param front who calls, from top to bottom
 */
export function behindOrder(
  names: readonly string[],
  front: readonly string[],
  edges: readonly EdgeState[],
): string[] {
  const heights = new Map(front.map((name, index) => [name, index]))
  const heightFrom = (name: string): number | null => {
    const callers = edges.flatMap(({ from, to }) => (to === name ? (heights.get(from) ?? []) : []))
    return callers.length === 0 ? null : callers.reduce((sum, height) => sum + height, 0) / callers.length
  }
  let waiting = [...names]
  const placed: { readonly name: string; readonly height: number }[] = []
  // Those called from the front first, then those called by them, and so on.
  for (let deeper = 0; waiting.length > 0; deeper += 0.01) {
    const found = waiting.flatMap((name) => {
      const height = heightFrom(name)
      return height === null ? [] : [{ name, height: height + deeper }]
    })
    if (found.length === 0) break
    for (const { name, height } of found) heights.set(name, height)
    placed.push(...found)
    waiting = waiting.filter((name) => !heights.has(name))
  }
  return [...placed.toSorted((a, b) => a.height - b.height).map(({ name }) => name), ...waiting]
}
