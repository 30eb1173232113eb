import type { DelayDistribution, Localized } from "@gameday/contract"
import { inServiceFault } from "./in-service.ts"
import { quantity } from "./voice.ts"

/** Requests wait before they are answered: a fixed delay plus jitter. The formulas are in the services' kit, delay.ts. */
export const latency = inServiceFault<"latency">({
  kind: "latency",
  group: "speed",
  title: { en: "Answers get slow", de: "Antworten werden langsam" },
  hint: { en: "customers wait for their pages", de: "Kunden warten auf ihre Seiten" },
  description: {
    en: "A share of the requests is answered late. Everything that waits for them gets slow too.",
    de: "Ein Teil der Anfragen wird verspätet beantwortet. Alles, was darauf wartet, wird ebenfalls langsam.",
  },
  defaults: { percentage: 30, delayMs: 400, jitterMs: 0, distribution: "uniform", match: {} },
  happens({ delayMs, jitterMs = 0, distribution = "uniform" }) {
    const least = quantity(delayMs, "ms")
    return jitterMs === 0
      ? { en: `are answered ${least.en} later`, de: `werden ${least.de} später beantwortet` }
      : jittered[distribution](
          least,
          quantity(delayMs + jitterMs, "ms"),
          quantity(delayMs + jitterMs / 2, "ms"),
        )
  },
  toAdmin: ({ delayMs, jitterMs = 0, distribution = "uniform" }, common) => ({
    ...common,
    kind: "latency",
    params: { delayMs, jitterMs, distribution },
  }),
})

const jittered: Record<
  DelayDistribution,
  (least: Localized, most: Localized, middle: Localized) => Localized
> = {
  uniform: (least, most) => ({
    en: `are answered ${least.en} to ${most.en} later`,
    de: `werden ${least.de} bis ${most.de} später beantwortet`,
  }),
  normal: (least, most, middle) => ({
    en: `are answered ${least.en} to ${most.en} later, most of them around ${middle.en}`,
    de: `werden ${least.de} bis ${most.de} später beantwortet, die meisten um ${middle.de}`,
  }),
  pareto: (least, most) => ({
    en: `are answered at least ${least.en} later, three of four at most ${most.en}, a few much more`,
    de: `werden mindestens ${least.de} später beantwortet, drei von vier höchstens ${most.de}, einzelne viel mehr`,
  }),
}
