import { useEffect } from "react"
import { setPreferences, usePreferences } from "../store/preferences.ts"
import type { Hold } from "../ui/use-hold.ts"
import { isTyping, shortcutOf } from "./shortcuts.ts"
import { goTo } from "./views.ts"

interface ShortcutActions {
  readonly operator: boolean
  readonly hold: Hold
  help(): void
}

/** The stage from the keyboard. Heal everything is held, as with the finger. */
export function useShortcuts({ operator, hold, help }: ShortcutActions): void {
  const { start, cancel } = hold
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.repeat || isTyping(event.target)) return
      const shortcut = shortcutOf(event, operator)
      if (shortcut === null) return
      event.preventDefault()
      if (shortcut.does === "view") goTo(shortcut.view)
      else if (shortcut.does === "present") setPreferences({ present: !usePreferences.getState().present })
      else if (shortcut.does === "help") help()
      else start()
    }
    const up = (event: KeyboardEvent) => {
      if (event.key === "Shift" || event.key.toLowerCase() === "h") cancel()
    }
    addEventListener("keydown", down)
    addEventListener("keyup", up)
    return () => {
      removeEventListener("keydown", down)
      removeEventListener("keyup", up)
    }
  }, [operator, start, cancel, help])
}
