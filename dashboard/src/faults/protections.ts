import type { FaultRecord, Localized, Protection, State } from "@gameday/contract"
import type { I18n } from "../i18n/i18n.ts"
import { activeFaults } from "../store/selectors.ts"

/** What protects customers from broken services, as people call it. */
export const protectionNames = {
  retries: { en: "retries", de: "Wiederholungen" },
  "circuit-breaker": { en: "circuit breaker", de: "Sicherungen" },
  "outlier-ejection": { en: "outlier ejection", de: "Ausschluss von Ausreißern" },
  "health-checks": { en: "health checks", de: "Gesundheitsprüfung" },
  "load-balancing": { en: "load balancing", de: "Lastverteilung" },
  bulkheads: { en: "bulkheads", de: "Schotten" },
  fallbacks: { en: "fallbacks", de: "Ersatzantworten" },
} as const satisfies Readonly<Record<Protection, Localized>>

export const allProtections = Object.keys(protectionNames) as readonly Protection[]

interface ProtectionsOff {
  readonly fault: FaultRecord
  readonly off: readonly Protection[]
}

/** What the entry does without right now, and the fault that took it away; null: everything is on. */
export function protectionsOff(state: State | null): ProtectionsOff | null {
  const fault = activeFaults(state).find(({ kind }) => kind === "resilience-off")
  if (fault === undefined) return null
  const { mechanisms } = fault.params
  // Without a list it is all of them.
  const off = Array.isArray(mechanisms)
    ? allProtections.filter((name) => mechanisms.includes(name))
    : allProtections
  return { fault, off }
}

const namedAtMost = 3

/** "retries, fallbacks"; "5 of 7" when they are too many to name; "all". */
export function protectionWords(off: readonly Protection[], { t, pick, format }: I18n): string {
  const total = allProtections.length
  if (off.length === total) return t("protections.all")
  if (off.length <= namedAtMost) return off.map((name) => pick(protectionNames[name])).join(", ")
  return t("chaos.of", { count: format.number(off.length), total: format.number(total) })
}
