import { useEffect } from "react"
import { toggleClock } from "../features/clock/clock-window.ts"
import { present } from "../features/present/presenting.ts"
import { usePreferences } from "../store/preferences.ts"
import type { Hold } from "../ui/use-hold.ts"
import { closeOverlay, openOverlay, useOverlay } from "./overlay.ts"
import { isTyping, type Shortcut, shortcutOf } from "./shortcuts.ts"
import { goTo } from "./views.ts"

interface ShortcutActions {
  readonly operator: boolean
  readonly hold: Hold
}

/** The stage from the keyboard. Heal everything is held, as with the finger. */
export function useShortcuts({ operator, hold }: ShortcutActions): void {
  const { start, cancel } = hold
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.repeat || isTyping(event.target)) return
      const shortcut = shortcutOf(event, { operator, presenting: usePreferences.getState().present })
      if (shortcut === null) return
      event.preventDefault()
      if (shortcut.does === "heal") start()
      else follow(shortcut)
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
  }, [operator, start, cancel])
}

function follow(shortcut: Shortcut): void {
  const { open } = useOverlay.getState()
  switch (shortcut.does) {
    case "view":
      goTo(shortcut.view)
      return
    case "present":
      present(!usePreferences.getState().present)
      return
    case "leave":
      // One thing at a time: what lies over the picture goes first.
      if (open === null) present(false)
      else closeOverlay()
      return
    case "audience":
      if (open === "audience") closeOverlay()
      else openOverlay("audience")
      return
    case "help":
      openOverlay("help")
      return
    case "clock":
      void toggleClock()
      return
    case "heal":
      return
    default:
      shortcut satisfies never
  }
}
