import { readOrUndefined } from "./process-identity.ts"

const quotedLines = 6
const quotedCharacters = 800

/**
 * The end of a log, for an error message: `Its last words: "…"`. JSON lines are reduced to what they say.
 * @returns a hint where to look when the log is empty
 */
export function lastWords(logFile: string): string {
  const lines = (readOrUndefined(logFile) ?? "").split("\n").filter((line) => line.trim() !== "")
  if (lines.length === 0) return `It wrote nothing to ${logFile}.`
  const said = lines.slice(-quotedLines).map(sentenceOf).join(" | ")
  return `Its last words: "${said.slice(-quotedCharacters)}" (all of them: ${logFile}).`
}

function sentenceOf(line: string): string {
  try {
    const entry: unknown = JSON.parse(line)
    if (typeof entry !== "object" || entry === null || !("msg" in entry)) return line
    const error = "err" in entry && typeof entry.err === "object" ? entry.err : null
    const detail = error !== null && "message" in error ? `: ${String(error.message)}` : ""
    return `${String(entry.msg)}${detail}`
  } catch {
    // Not JSON: a stack trace or a plain line, quoted as it is.
    return line.trim()
  }
}
