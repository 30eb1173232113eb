import { inServiceFault } from "./in-service.ts"
import { quantity } from "./voice.ts"

/** Requests wait before they are answered: a fixed delay plus uniform jitter. */
export const latency = inServiceFault<"latency">({
  kind: "latency",
  group: "speed",
  title: { en: "Answers get slow", de: "Antworten werden langsam" },
  hint: { en: "customers wait for their pages", de: "Kunden warten auf ihre Seiten" },
  description: {
    en: "A share of the requests is answered late. Everything that waits for them gets slow too.",
    de: "Ein Teil der Anfragen wird verspätet beantwortet. Alles, was darauf wartet, wird ebenfalls langsam.",
  },
  defaults: { percentage: 30, delayMs: 400, jitterMs: 0, match: {} },
  happens({ delayMs, jitterMs = 0 }) {
    const least = quantity(delayMs, "ms")
    if (jitterMs === 0) {
      return { en: `are answered ${least.en} later`, de: `werden ${least.de} später beantwortet` }
    }
    const most = quantity(delayMs + jitterMs, "ms")
    return {
      en: `are answered ${least.en} to ${most.en} later`,
      de: `werden ${least.de} bis ${most.de} später beantwortet`,
    }
  },
  toAdmin: ({ delayMs, jitterMs = 0 }, common) => ({
    ...common,
    kind: "latency",
    params: { delayMs, jitterMs },
  }),
})
