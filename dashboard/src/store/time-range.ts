import { useMemo, useSyncExternalStore } from "react"

/** A stretch of the stage's time, in whole seconds since the epoch, that all charts of a view show instead of the live one. */
export interface TimeRange {
  readonly fromSeconds: number
  readonly toSeconds: number
}

/** Shorter ones show no shape, longer ones have nothing to show: charts keep five minutes. */
export const shortestRangeSeconds = 10
export const longestRangeSeconds = 3_600

/**
 * What the address asks for, `?from=…&to=…`.
 *
 * @param search `location.search`
 * @returns null: live, also when the address makes no sense
 */
export function readTimeRange(search: string): TimeRange | null {
  const query = new URLSearchParams(search)
  const fromSeconds = wholeSeconds(query.get("from"))
  const toSeconds = wholeSeconds(query.get("to"))
  if (fromSeconds === null || toSeconds === null) return null
  const length = toSeconds - fromSeconds
  return length >= shortestRangeSeconds && length <= longestRangeSeconds ? { fromSeconds, toSeconds } : null
}

function wholeSeconds(text: string | null): number | null {
  return text !== null && /^\d{1,11}$/.test(text) ? Number(text) : null
}

/** The same address with this range in it; everything else stays as it is written. */
export function searchWithRange(search: string, range: TimeRange | null): string {
  const others = search
    .replace(/^\?/, "")
    .split("&")
    .filter((part) => part !== "" && !/^(from|to)=/.test(part))
  const ours = range === null ? [] : [`from=${range.fromSeconds}`, `to=${range.toSeconds}`]
  const parts = [...others, ...ours]
  return parts.length === 0 ? "" : `?${parts.join("&")}`
}

const changed = "gameday:range"

/** Goes there, or back to live; the browser's "back" undoes it. */
export function setTimeRange(range: TimeRange | null): void {
  const search = searchWithRange(location.search, range)
  if (search === location.search) return
  history.pushState(history.state, "", `${location.pathname}${search}`)
  dispatchEvent(new Event(changed))
}

function subscribe(listener: () => void): () => void {
  addEventListener("popstate", listener)
  addEventListener(changed, listener)
  return () => {
    removeEventListener("popstate", listener)
    removeEventListener(changed, listener)
  }
}

/** null: live. */
export function useTimeRange(): TimeRange | null {
  const search = useSyncExternalStore(subscribe, () => location.search)
  return useMemo(() => readTimeRange(search), [search])
}
