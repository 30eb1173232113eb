import { TrafficUndo, throughTheEntry, wholeService, whyNoTraffic } from "./crowds.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { enumeration, quantity } from "./voice.ts"

/**
 * Requests from a generator of their own, so that nothing the load measures knows of them: not its rates, not its errors, not the
 * money. Each bot is a client identity of its own, as in a botnet of many addresses; the gateway's limit per client does not stop
 * those. What they did is the fault's own proof: `matched` is what they sent, `injected` what the shop served them, and the rest
 * failed, was turned away or is under way.
 */
export const botSurge: FaultDefinition<"bot-surge", typeof TrafficUndo> = {
  kind: "bot-surge",
  group: "crowd",
  title: { en: "Bots storm one page", de: "Bots stürmen eine Seite" },
  hint: {
    en: "visitors who buy nothing and take up room",
    de: "Besucher, die nichts kaufen und Platz wegnehmen",
  },
  description: {
    en: "Scrapers ask for one page again and again, beside the customers. They are no customers: no figure counts them, and still everybody shares the shop with them.",
    de: "Scraper fragen neben den Kunden immer wieder dieselbe Seite ab. Sie sind keine Kunden: Keine Zahl zählt sie, und doch teilen sich alle den Shop mit ihnen.",
  },
  defaults: { rps: 100, route: "/api/products" },
  undoRecord: TrafficUndo,
  followsNewInstances: false,
  hits: "instances",
  endsProcesses: false,
  freezesProcesses: false,
  // A process of their own has to start; on a busy machine that takes a while.
  injectWithinMs: 20_000,

  whyNot: ({ service }) => whyNoTraffic(service),
  refuse: ({ spared }) => wholeService(spared),
  requestedPercent: () => null,
  effect({ rps, route }, hit) {
    const who = throughTheEntry(hit)
    const rate = quantity(rps, "")
    return {
      en: `Bots ask for ${route} ${rate.en.trim()} times a second, ${who.en}.`,
      de: `Bots fragen ${rate.de.trim()} Mal pro Sekunde nach ${route}, ${who.de}.`,
    }
  },
  undo: () => ({
    en: "Healing ends the bots' process; they are gone at once.",
    de: "Heilen beendet den Prozess der Bots; sie sind sofort weg.",
  }),
  manualRemedy: ({ instances }) =>
    `End the bots' process that sends to ${enumeration(instances).en}: a child of the control plane's process that runs load/generator.ts.`,

  prepare: async (_context, hit) => ({ instances: hit.map(({ id }) => id) }),
  async inject({ traffic, faultId, signal }, _undo, params) {
    signal.throwIfAborted()
    return traffic.surge(faultId, params)
  },
  /** Brings them back when their process has crashed. */
  async hold({ traffic, faultId, signal }, _undo, params) {
    signal.throwIfAborted()
    await traffic.surge(faultId, params)
  },
  revert: ({ traffic, faultId }) => traffic.release(faultId),
  verify: async ({ traffic, faultId }) =>
    traffic.holders().includes(faultId) ? ["The bots are still there"] : [],
  async proof({ traffic, faultId }, { instances: [instance = ""] }) {
    const counts = traffic.surged(faultId)
    return counts === null
      ? []
      : [{ instance, matched: counts.sent, injected: counts.served, firstInjectedAt: null }]
  },
}
