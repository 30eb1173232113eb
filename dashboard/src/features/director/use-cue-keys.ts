import type { RunState } from "@gameday/contract"
import { useEffect } from "react"
import { keepsKey } from "../../replay/use-replay-keys.ts"
import { cueOf } from "./cue-keys.ts"
import type { RunCommands } from "./use-run-commands.ts"

/** The run from the keyboard. What was last clicked does not get the space bar: it is the presenter's. */
export function useCueKeys({ status }: Pick<RunState, "status">, { control }: RunCommands): void {
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.repeat || keepsKey(event.target, event.key)) return
      const action = cueOf(event, { status })
      if (action === null) return
      event.preventDefault()
      if (event.target instanceof HTMLElement) event.target.blur()
      control(action)
    }
    addEventListener("keydown", down)
    return () => removeEventListener("keydown", down)
  }, [status, control])
}
