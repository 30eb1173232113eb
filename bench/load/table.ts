/** One line of the result: a measurement, what it is held against, and whether it reached that. */
export interface Row {
  readonly what: string
  readonly ours: string
  readonly autocannon?: string | undefined
  readonly other?: string | undefined
  readonly aim?: string | undefined
  /** Ours against the aim; undefined when there is none. */
  readonly reached?: boolean | undefined
}

const widths = [46, 18, 18, 18, 14] as const

/** Prints a section's rows. */
export function print(title: string, rows: readonly Row[]): void {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join(" ")
      .trimEnd()
  console.log(`\n${line([title, "ours", "autocannon", "other", "aim"])}`)
  console.log("─".repeat(widths.reduce((sum, width) => sum + width + 1, 8)))
  for (const { what, ours, autocannon, other, aim, reached } of rows) {
    const verdict = reached === undefined ? "" : reached ? "ok" : "missed"
    console.log(line([what, ours, autocannon ?? "–", other ?? "–", aim ?? "", verdict]))
  }
}

export const percent = (ratio: number | undefined): string | undefined =>
  ratio === undefined || Number.isNaN(ratio) ? undefined : `${(ratio * 100).toFixed(2)} %`

export const ms = (value: number | null | undefined): string | undefined =>
  value === undefined || value === null ? undefined : `${value.toFixed(value < 10 ? 2 : 0)} ms`

export const seconds = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : `${value.toFixed(2)} s`

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Nearest rank; NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN
}
