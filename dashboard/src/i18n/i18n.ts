import type { Localized } from "@gameday/contract"
import { type Locale, usePreferences } from "../store/preferences.ts"
import { type Format, formats } from "./format.ts"
import { type MessageKey, messages } from "./messages.ts"

export type { MessageKey }

type Values = Readonly<Record<string, string | number>>

/** One language: its words and its numbers. Pure functions that compose text take it as an argument. */
export interface I18n {
  readonly locale: Locale
  readonly format: Format
  /** The text of a key with `{name}` filled in. */
  t(key: MessageKey, values?: Values): string
  /** What the control plane says in both languages. */
  pick(text: Localized): string
  /** The same with `{name}` filled in. */
  fill(text: Localized, values: Values): string
}

/** Puts values where the text says `{name}`; a name without a value stays visible, so that it is noticed. */
function fillIn(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

function createI18n(locale: Locale): I18n {
  return {
    locale,
    format: formats[locale],
    t: (key, values = {}) => fillIn(messages[key][locale], values),
    pick: (text) => text[locale],
    fill: (text, values) => fillIn(text[locale], values),
  }
}

export const languages = { en: createI18n("en"), de: createI18n("de") } as const satisfies Record<
  Locale,
  I18n
>

export function useI18n(): I18n {
  return languages[usePreferences((preferences) => preferences.locale)]
}
