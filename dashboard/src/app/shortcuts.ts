import { type View, viewsFor } from "./views.ts"

export type Shortcut =
  | { readonly does: "view"; readonly view: View }
  | { readonly does: "present" | "leave" | "audience" | "clock" | "help" | "heal" }

interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

interface Situation {
  readonly operator: boolean
  readonly presenting: boolean
}

const letters = { p: "present", c: "clock" } as const

/** What a key means while nobody is typing; null: nothing. */
export function shortcutOf(key: Key, { operator, presenting }: Situation): Shortcut | null {
  if (key.ctrlKey || key.metaKey || key.altKey) return null
  const name = key.key.toLowerCase()
  if (key.shiftKey && name === "h") return operator ? { does: "heal" } : null
  if (name === "q") return operator ? { does: "audience" } : null
  if (name === "p" || name === "c") return { does: letters[name] }
  if (name === "?") return { does: "help" }
  if (presenting) return name === "escape" ? { does: "leave" } : null
  const view = viewsFor(operator)[viewNumber(name) - 1]
  return view === undefined ? null : { does: "view", view }
}

/** The tenth view has the key 0, as it lies on the keyboard. */
function viewNumber(key: string): number {
  return key === "0" ? 10 : Number.parseInt(key, 10)
}

/** The key of the view that is so manieth, from 0; null: it has none. */
export function viewKey(index: number): string | null {
  return index > 9 ? null : String((index + 1) % 10)
}

const typing = new Set(["INPUT", "SELECT", "TEXTAREA"])
/** What is moved or ticked takes no letters: whoever has just dragged a slider can still heal. */
const takesNoLetters = new Set(["range", "checkbox", "radio", "button"])

/** Keys belong to whoever is being typed into. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && takesNoLetters.has(target.type)) return false
  return target instanceof HTMLElement && (typing.has(target.tagName) || target.isContentEditable)
}
