import { TrafficUndo, throughTheEntry, wholeService, whyNoTraffic } from "./crowds.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { enumeration, quantity } from "./voice.ts"

/**
 * The crowd is in front of the shop, not in the load: it multiplies whatever rate there is, also after somebody has changed it or
 * has started another load. No load sends more than 20,000 requests per second; a crowd that would is cut there.
 */
export const flashCrowd: FaultDefinition<"flash-crowd", typeof TrafficUndo> = {
  kind: "flash-crowd",
  group: "crowd",
  title: { en: "Everybody comes at once", de: "Alle kommen auf einmal" },
  hint: {
    en: "many times the customers, from one moment to the next",
    de: "ein Vielfaches an Kunden, von jetzt auf gleich",
  },
  description: {
    en: "A post goes around, and several times as many customers come as a moment ago. They are real customers: they count in every figure.",
    de: "Ein Beitrag macht die Runde, und es kommen mehrmals so viele Kunden wie eben noch. Es sind echte Kunden: Sie zählen in jeder Zahl.",
  },
  defaults: { factor: 3 },
  undoRecord: TrafficUndo,
  followsNewInstances: false,
  hits: "instances",
  endsProcesses: false,
  freezesProcesses: false,

  whyNot: ({ service }) => whyNoTraffic(service),
  refuse({ traffic, spared }) {
    wholeService(spared)
    traffic.refuseCrowd()
  },
  requestedPercent: () => null,
  effect({ factor }, hit) {
    const who = throughTheEntry(hit)
    const times = quantity(factor, "×")
    return {
      en: `${times.en} the load's requests per second come ${who.en}, 20,000 at most.`,
      de: `${times.de} so viele Anfragen pro Sekunde wie zuvor kommen ${who.de}, höchstens 20.000.`,
    }
  },
  undo: () => ({
    en: "Healing sends the additional customers away; the load goes on as it was.",
    de: "Heilen schickt die zusätzlichen Kunden weg; die Last läuft weiter wie zuvor.",
  }),
  manualRemedy: ({ instances }) =>
    `Stop the load that goes to ${enumeration(instances).en} and start it again.`,

  prepare: async (_context, hit) => ({ instances: hit.map(({ id }) => id) }),
  async inject({ traffic, faultId, signal }, _undo, { factor }) {
    signal.throwIfAborted()
    return traffic.multiply(faultId, factor)
  },
  revert: ({ traffic, faultId }) => traffic.release(faultId),
  verify: async ({ traffic, faultId }) =>
    traffic.holders().includes(faultId) ? ["The additional customers are still there"] : [],
}
