/** Longest pause between two attempts to start an instance that keeps dying. */
export const longestPauseMs = 10_000

/**
 * Pause before the next start: none after the first death, then 250 ms, doubling, up to 10 s.
 *
 * @param deaths in a row, 1 or more; a stable time in between starts the count anew
 */
export function pauseBeforeStartMs(deaths: number): number {
  return deaths <= 1 ? 0 : Math.min(250 * 2 ** (deaths - 2), longestPauseMs)
}
