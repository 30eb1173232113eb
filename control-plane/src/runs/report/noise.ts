/** How far apart two means may be by chance. */
export interface Deviation {
  readonly meanA: number
  readonly meanB: number
  /** Of the difference of the two means. */
  readonly standardError: number
}

/** Fewer do not show how a figure varies. */
const fewest = 3

/**
 * Standard error of the difference of two means, from samples that vary for reasons of their own:
 *
 *   standard error = √( s²(a) ÷ n(a) + s²(b) ÷ n(b) )      s²: variance of the samples, with n − 1
 *
 * Samples are means of 5 s, because neighbouring seconds are not independent of each other (a queue takes its time). What
 * the scenario itself does to a figure, such as a ramp, counts as variation too: the judgement is careful, a change that it
 * calls one is one.
 *
 * @returns null when one of them has fewer than three samples
 */
export function deviationBetween(a: readonly number[], b: readonly number[]): Deviation | null {
  if (a.length < fewest || b.length < fewest) return null
  const standardError = Math.sqrt(variance(a) / a.length + variance(b) / b.length)
  return { meanA: mean(a), meanB: mean(b), standardError }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function variance(values: readonly number[]): number {
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)
}
