import type { RunControl, RunState } from "@gameday/contract"

/** A presenter's clicker sends the page keys. */
const keys: Readonly<Record<string, "next" | "pause" | "skip">> = {
  " ": "next",
  PageDown: "next",
  k: "pause",
  s: "skip",
}

interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

const commanded: ReadonlySet<RunState["status"]> = new Set(["checking", "running", "paused"])

export const takesCommands = ({ status }: Pick<RunState, "status">): boolean => commanded.has(status)

/** What a key tells a run; null: nothing. While it waits, "next" is all that goes on. */
export function cueOf(key: Key, { status }: Pick<RunState, "status">): RunControl["action"] | null {
  if (key.ctrlKey || key.metaKey || key.altKey) return null
  if (status !== "running" && status !== "paused") return null
  const action = keys[key.key.length === 1 ? key.key.toLowerCase() : key.key]
  if (action === undefined) return null
  return action === "pause" && status === "paused" ? "resume" : action
}
