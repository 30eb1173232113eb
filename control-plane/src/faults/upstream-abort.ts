import { inServiceFault } from "./in-service.ts"
import { entryOnly, refuseUpstream, upstreamWords } from "./upstream.ts"

/** Calls of the entry to a service end as if the service had reset the connection: what opens a circuit breaker. */
export const upstreamAbort = inServiceFault<"upstream-abort">({
  kind: "upstream-abort",
  group: "behind",
  title: { en: "The way to a service is cut", de: "Der Weg zu einem Dienst ist gekappt" },
  hint: { en: "the circuit breaker opens", de: "die Sicherung springt heraus" },
  description: {
    en: "Calls from the entry to a service break off. When too many do, the circuit breaker opens and spares the service; the others go on.",
    de: "Aufrufe vom Eingang an einen Dienst brechen ab. Sind es zu viele, springt die Sicherung heraus und schont den Dienst; die anderen arbeiten weiter.",
  },
  defaults: { percentage: 100, match: {} },
  whyNot: entryOnly,
  refuse: refuseUpstream,
  happens({ upstream }) {
    const to = upstreamWords(upstream)
    return { en: `break off on the way to ${to.en}`, de: `brechen auf dem Weg zu ${to.de} ab` }
  },
  toAdmin: ({ upstream }, common) => ({
    ...common,
    kind: "upstream-abort",
    params: upstream === undefined ? {} : { upstream },
  }),
})
