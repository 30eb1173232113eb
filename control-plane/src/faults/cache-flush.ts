import type { FaultDefinition } from "./fault-definition.ts"
import { inServiceCondition } from "./in-service.ts"
import { reachable } from "./instances.ts"
import { enumeration } from "./voice.ts"

const emptied = inServiceCondition<"cache-flush">({
  kind: "cache-flush",
  group: "behind",
  title: { en: "The memory is wiped", de: "Das Gedächtnis ist leer" },
  hint: { en: "everything must be looked up again", de: "alles muss neu nachgeschlagen werden" },
  description: {
    en: "A service forgets what it had at hand. Until it has looked everything up again, the database has to answer much more.",
    de: "Ein Dienst vergisst, was er zur Hand hatte. Bis er alles wieder nachgeschlagen hat, muss die Datenbank viel mehr beantworten.",
  },
  defaults: {},
  whyNot: ({ service }) =>
    service === null || service.cache === true
      ? undefined
      : { en: `${service.name} keeps no cache.`, de: `${service.name} hat keinen Zwischenspeicher.` },
  effect(_params, hit) {
    const who = enumeration(hit)
    return {
      en: `The cache of ${who.en} is emptied once; one that is shared, for the whole service.`,
      de: `Der Zwischenspeicher von ${who.de} wird einmal geleert; ein gemeinsamer für den ganzen Dienst.`,
    }
  },
  toAdmin: (_params, leaseSeconds) => ({ kind: "cache-flush", leaseSeconds, params: {} }),
})

/** Happens once. Over by itself when the caches hold again four fifths of what they held, as the instances count it. */
export const cacheFlush: FaultDefinition<"cache-flush", (typeof emptied)["undoRecord"]> = {
  ...emptied,
  /** A new process begins with a cold cache of its own, and a shared one must not be emptied again. */
  followsNewInstances: false,
  undo: () => ({
    en: "Nothing has to be undone: the cache fills with the next requests. Over when it holds four fifths of what it held.",
    de: "Es gibt nichts zurückzunehmen: Der Speicher füllt sich mit den nächsten Anfragen. Vorbei, wenn er vier Fünftel des Inhalts wieder hat.",
  }),
  /** Only keeps the record alive, never empties again. */
  async hold({ inventory, admin, faultId, leaseSeconds, logger }, { instances }) {
    await Promise.all(
      instances.map(async (id) => {
        const instance = reachable(inventory, id)
        try {
          if (instance !== undefined) await admin.renewLease(instance, faultId, leaseSeconds)
        } catch (error) {
          logger.debug({ faultId, instance: id, error: String(error) }, "lease not renewed, trying again")
        }
      }),
    )
  },
  async recovered({ inventory, admin, faultId, logger }, { instances }) {
    const over = await Promise.all(
      instances.map(async (id) => {
        const instance = reachable(inventory, id)
        if (instance === undefined) return true
        try {
          const mine = (await admin.faults(instance)).find((fault) => fault.id === faultId)
          // A process that knows nothing of it is a new one, whose cache is cold for a reason of its own.
          return mine === undefined || mine.over === true
        } catch (error) {
          logger.debug({ faultId, instance: id, error: String(error) }, "cache not looked at")
          return false
        }
      }),
    )
    return over.every(Boolean)
  },
}
