import { inServiceCondition, noDatabase } from "./in-service.ts"
import { count, enumeration } from "./voice.ts"

/** An instance has no more; one that has fewer loses what it has. */
const mostConnections = 8

/** Connections to the database are taken and kept, as a leak does: requests wait for the rest, and then give up. */
export const dbPoolExhaustion = inServiceCondition<"db-pool-exhaustion">({
  kind: "db-pool-exhaustion",
  group: "behind",
  title: { en: "Database lines are taken", de: "Leitungen zur Datenbank belegt" },
  hint: { en: "somebody keeps them all to himself", de: "jemand gibt sie nicht mehr her" },
  description: {
    en: "A server has a few lines to its database. Some or all of them are kept busy; whoever needs one waits, and then gives up.",
    de: "Ein Server hat wenige Leitungen zu seiner Datenbank. Einige oder alle werden besetzt gehalten; wer eine braucht, wartet und gibt dann auf.",
  },
  defaults: { connections: mostConnections },
  whyNot: noDatabase,
  effect({ connections = mostConnections }, hit) {
    const who = enumeration(hit)
    const taken = connections >= mostConnections ? { en: "All", de: "Alle" } : count(connections)
    return {
      en: `${taken.en} database connections of ${who.en} are taken, busy ones as soon as they are free.`,
      de: `${taken.de} Datenbankverbindungen von ${who.de} werden belegt, benutzte, sobald sie frei sind.`,
    }
  },
  toAdmin: ({ connections = mostConnections }, leaseSeconds) => ({
    kind: "db-pool-exhaustion",
    leaseSeconds,
    params: { connections },
  }),
})
