import { inServiceCondition, noDatabase } from "./in-service.ts"
import { enumeration, quantity } from "./voice.ts"

/** Every query waits on its connection before it is sent, as if the way to the database were long. */
export const dbLatency = inServiceCondition<"db-latency">({
  kind: "db-latency",
  group: "behind",
  title: { en: "The database is slow", de: "Die Datenbank ist langsam" },
  hint: { en: "every look-up takes its time", de: "jede Abfrage braucht ihre Zeit" },
  description: {
    en: "Everything a server asks its database takes longer. A page that asks several things waits several times.",
    de: "Alles, was ein Server seine Datenbank fragt, dauert länger. Eine Seite, die mehreres fragt, wartet mehrmals.",
  },
  defaults: { delayMs: 200, jitterMs: 0 },
  whyNot: noDatabase,
  effect({ delayMs, jitterMs = 0 }, hit) {
    const who = enumeration(hit)
    const least = quantity(delayMs, "ms")
    if (jitterMs === 0) {
      return {
        en: `Every database query of ${who.en} takes ${least.en} longer.`,
        de: `Jede Datenbankabfrage von ${who.de} dauert ${least.de} länger.`,
      }
    }
    const most = quantity(delayMs + jitterMs, "ms")
    return {
      en: `Every database query of ${who.en} takes ${least.en} to ${most.en} longer.`,
      de: `Jede Datenbankabfrage von ${who.de} dauert ${least.de} bis ${most.de} länger.`,
    }
  },
  toAdmin: ({ delayMs, jitterMs = 0 }, leaseSeconds) => ({
    kind: "db-latency",
    leaseSeconds,
    params: { delayMs, jitterMs },
  }),
})
