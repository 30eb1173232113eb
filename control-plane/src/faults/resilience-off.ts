import { type Localized, type Protection, protections } from "@gameday/contract"
import { inServiceCondition } from "./in-service.ts"
import { entryOnly } from "./upstream.ts"
import { enumeration } from "./voice.ts"

const words: Record<Protection, Localized> = {
  retries: { en: "retries", de: "Wiederholungen" },
  "circuit-breaker": { en: "circuit breakers", de: "Sicherungen" },
  "outlier-ejection": { en: "ejection of outliers", de: "Ausschluss von Ausreißern" },
  "health-checks": { en: "health checks", de: "Gesundheitsprüfungen" },
  "load-balancing": { en: "load balancing", de: "Lastverteilung" },
  bulkheads: { en: "bulkheads", de: "Schotten" },
  fallbacks: { en: "fallbacks", de: "Ersatzantworten" },
}

/** The entry does without what protects customers from broken services: the moment "before" of a before and after. */
export const resilienceOff = inServiceCondition<"resilience-off">({
  kind: "resilience-off",
  group: "resilience",
  title: { en: "The safety nets are taken away", de: "Die Sicherheitsnetze werden abgebaut" },
  hint: { en: "how it was before there were any", de: "wie es war, bevor es sie gab" },
  description: {
    en: "The entry stops retrying, checking and sparing. Nothing breaks by that alone; the next fault reaches the customers.",
    de: "Der Eingang wiederholt, prüft und schont nicht mehr. Allein davon geht nichts kaputt; der nächste Fehler erreicht die Kunden.",
  },
  defaults: { mechanisms: [...protections] },
  whyNot: entryOnly,
  effect({ mechanisms = protections }, hit) {
    const who = enumeration(hit)
    const without = {
      en: enumeration(mechanisms.map((mechanism) => words[mechanism].en)).en,
      de: enumeration(mechanisms.map((mechanism) => words[mechanism].de)).de,
    }
    return { en: `${who.en} does without ${without.en}.`, de: `${who.de} verzichtet auf ${without.de}.` }
  },
  toAdmin: ({ mechanisms = protections }, leaseSeconds) => ({
    kind: "resilience-off",
    leaseSeconds,
    params: { mechanisms: [...mechanisms] },
  }),
})
