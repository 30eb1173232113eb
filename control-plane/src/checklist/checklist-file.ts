import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { ChecklistReport } from "@gameday/contract"
import { Check } from "typebox/value"

/** A look at one item. */
export type Look = ChecklistReport["results"][number]

/**
 * The last looks, over restarts.
 *
 * @returns none when there is no file, or none that can be understood
 */
export function readLooks(file: string): Look[] {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"))
    return Check(ChecklistReport, content) ? content.results : []
  } catch {
    // Nobody has looked yet, or an older Gameday has: both mean that there is nothing to show.
    return []
  }
}

/** Never half-written. @throws when the disk refuses */
export function writeLooks(file: string, results: readonly Look[]): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify({ results })}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
