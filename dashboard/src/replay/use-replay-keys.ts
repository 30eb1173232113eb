import { useEffect } from "react"
import { isTyping } from "../app/shortcuts.ts"
import type { Player } from "./player.ts"

const stepMs = 5_000

/** What a key does to the recording; null: nothing. */
export function replayKey(
  { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent,
  player: Player,
): (() => void) | null {
  if (ctrlKey || metaKey || altKey) return null
  switch (key) {
    case " ":
      return () => player.toggle()
    case "ArrowLeft":
      return () => (shiftKey ? player.seekMark(-1) : player.seekBy(-stepMs))
    case "ArrowRight":
      return () => (shiftKey ? player.seekMark(1) : player.seekBy(stepMs))
    case "+":
      return () => player.changeSpeed(1)
    case "-":
      return () => player.changeSpeed(-1)
    default:
      return null
  }
}

/** Buttons that were reached by keyboard keep their space bar, fields all their keys. */
export function keepsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (isTyping(target) || target.closest("dialog, [role=dialog]") !== null) return true
  if (target.matches("input[type=range]") && /^(Arrow|Home|End|Page)/.test(key)) return true
  return key === " " && target !== document.body && target.matches(":focus-visible")
}

export function useReplayKeys(player: Player): void {
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (keepsKey(event.target, event.key)) return
      const action = replayKey(event, player)
      if (action === null) return
      event.preventDefault()
      action()
    }
    addEventListener("keydown", down)
    return () => removeEventListener("keydown", down)
  }, [player])
}
