import { type View, viewsFor } from "./views.ts"

export type Shortcut =
  | { readonly does: "view"; readonly view: View }
  | { readonly does: "present" }
  | { readonly does: "help" }
  | { readonly does: "heal" }

interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** What a key means while nobody is typing; null: nothing. */
export function shortcutOf(key: Key, operator: boolean): Shortcut | null {
  if (key.ctrlKey || key.metaKey || key.altKey) return null
  if (key.shiftKey && key.key.toLowerCase() === "h") return operator ? { does: "heal" } : null
  const view = viewsFor(operator)[Number.parseInt(key.key, 10) - 1]
  if (view !== undefined) return { does: "view", view }
  if (key.key === "p" || key.key === "P") return { does: "present" }
  return key.key === "?" ? { does: "help" } : null
}

const typing = new Set(["INPUT", "SELECT", "TEXTAREA"])

/** Keys belong to whoever is being typed into. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (typing.has(target.tagName) || target.isContentEditable)
}
