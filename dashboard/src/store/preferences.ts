import { create } from "zustand"

export const themes = ["dark", "light", "projector"] as const
export type Theme = (typeof themes)[number]
export const locales = ["en", "de"] as const
export type Locale = (typeof locales)[number]
/** Percent of the stage's usual size. */
export const textSizes = ["100", "115", "130"] as const
export type TextSize = (typeof textSizes)[number]

/** How this browser shows the stage. `present` is the presenter's big picture. */
export interface Preferences {
  readonly theme: Theme
  readonly locale: Locale
  readonly textSize: TextSize
  readonly present: boolean
}

const storageKey = "gameday.preferences"

const oneOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find((word) => word === value)

/**
 * The address decides, then what was chosen before, then the browser's language.
 *
 * @param search `location.search`
 * @param stored what `setPreferences` kept in this browser, or null
 */
export function readPreferences(search: string, stored: string | null, language: string): Preferences {
  const query = new URLSearchParams(search)
  const before = parseStored(stored)
  const spoken: Locale = language.toLowerCase().startsWith("de") ? "de" : "en"
  return {
    theme: oneOf(themes, query.get("theme")) ?? oneOf(themes, before.theme) ?? "dark",
    locale: oneOf(locales, query.get("lang")) ?? oneOf(locales, before.locale) ?? spoken,
    textSize: oneOf(textSizes, query.get("text")) ?? oneOf(textSizes, before.textSize) ?? "100",
    present: query.has("present"),
  }
}

function parseStored(stored: string | null): Record<string, unknown> {
  if (stored === null) return {}
  try {
    const parsed: unknown = JSON.parse(stored)
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {}
  } catch {
    // Somebody else wrote there; the defaults serve.
    return {}
  }
}

/** The same address with these preferences in it; other parameters stay. */
export function searchWith(search: string, { theme, locale, textSize, present }: Preferences): string {
  const query = new URLSearchParams(search)
  query.set("theme", theme)
  query.set("lang", locale)
  if (textSize === "100") query.delete("text")
  else query.set("text", textSize)
  if (present) query.set("present", "")
  else query.delete("present")
  return `?${query
    .toString()
    .replace("present=&", "present&")
    .replace(/present=$/, "present")}`
}

export const usePreferences = create<Preferences>(() =>
  readPreferences(location.search, localStorage.getItem(storageKey), navigator.language),
)

/** Chooses, and keeps the choice in this browser and in the address. */
export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change)
  const chosen = usePreferences.getState()
  const { present: _, ...kept } = chosen
  localStorage.setItem(storageKey, JSON.stringify(kept))
  history.replaceState(history.state, "", `${location.pathname}${searchWith(location.search, chosen)}`)
}
