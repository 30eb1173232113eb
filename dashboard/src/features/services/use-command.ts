import { useState } from "react"
import type { Answer } from "../../api/client.ts"
import { run } from "../../commands/run.ts"

/** One command at a time; a refusal is told, and `done` is for when it was not refused. */
export function useCommand(): readonly [
  busy: boolean,
  start: (command: Promise<Answer<true>>, done?: () => void) => void,
] {
  const [busy, setBusy] = useState(false)
  const start = async (command: Promise<Answer<true>>, done?: () => void) => {
    setBusy(true)
    const answer = await run(command)
    setBusy(false)
    if (answer !== undefined) done?.()
  }
  return [busy, (command, done) => void start(command, done)]
}
