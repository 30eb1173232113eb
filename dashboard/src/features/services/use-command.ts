import { useState } from "react"
import type { Answer } from "../../api/client.ts"
import { run, tell } from "../../commands/run.ts"

/** One command at a time: refusals are told, and so is what was done. */
export function useCommand(): readonly [
  busy: boolean,
  start: (command: Promise<Answer<true>>, done?: string) => void,
] {
  const [busy, setBusy] = useState(false)
  const start = async (command: Promise<Answer<true>>, done?: string) => {
    setBusy(true)
    const answer = await run(command)
    setBusy(false)
    if (answer !== undefined && done !== undefined) tell(done)
  }
  return [busy, (command, done) => void start(command, done)]
}
