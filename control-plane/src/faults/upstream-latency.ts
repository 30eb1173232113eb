import { inServiceFault } from "./in-service.ts"
import { entryOnly, refuseUpstream, upstreamWords } from "./upstream.ts"
import { quantity } from "./voice.ts"

/** Calls of the entry to a service wait on the way there. */
export const upstreamLatency = inServiceFault<"upstream-latency">({
  kind: "upstream-latency",
  group: "behind",
  title: { en: "The way to a service is slow", de: "Der Weg zu einem Dienst ist langsam" },
  hint: { en: "the entry waits for one of them", de: "der Eingang wartet auf einen von ihnen" },
  description: {
    en: "Calls from the entry to a service arrive late. The service itself is well; everything that needs it waits.",
    de: "Aufrufe vom Eingang an einen Dienst kommen verspätet an. Dem Dienst selbst geht es gut; alles, was ihn braucht, wartet.",
  },
  defaults: { percentage: 100, delayMs: 800, jitterMs: 0, match: {} },
  whyNot: entryOnly,
  refuse: refuseUpstream,
  happens({ upstream, delayMs, jitterMs = 0 }) {
    const to = upstreamWords(upstream)
    const least = quantity(delayMs, "ms")
    if (jitterMs === 0) {
      return { en: `reach ${to.en} ${least.en} later`, de: `erreichen ${to.de} ${least.de} später` }
    }
    const most = quantity(delayMs + jitterMs, "ms")
    return {
      en: `reach ${to.en} ${least.en} to ${most.en} later`,
      de: `erreichen ${to.de} ${least.de} bis ${most.de} später`,
    }
  },
  toAdmin: ({ upstream, delayMs, jitterMs = 0 }, common) => ({
    ...common,
    kind: "upstream-latency",
    params: { ...(upstream === undefined ? {} : { upstream }), delayMs, jitterMs },
  }),
})
