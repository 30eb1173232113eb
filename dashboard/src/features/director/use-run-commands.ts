import type { RunControl } from "@gameday/contract"
import { useCallback, useRef, useState } from "react"
import { runApi } from "../../api/runs.ts"
import { run as command } from "../../commands/run.ts"

export interface RunCommands {
  /** One at a time: a hasty second press does not skip a cue. */
  readonly busy: boolean
  control(action: RunControl["action"]): void
  abort(): void
}

export function useRunCommands(id: string): RunCommands {
  const [busy, setBusy] = useState(false)
  const underWay = useRef(false)
  const only = useCallback(async (work: () => Promise<unknown>) => {
    if (underWay.current) return
    underWay.current = true
    setBusy(true)
    await work()
    underWay.current = false
    setBusy(false)
  }, [])
  const control = useCallback(
    (action: RunControl["action"]) => void only(() => command(runApi.control(id, action))),
    [id, only],
  )
  const abort = useCallback(() => void only(() => command(runApi.abort(id))), [id, only])
  return { busy, control, abort }
}
