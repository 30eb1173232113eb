import { inServiceFault } from "./in-service.ts"
import { quantity } from "./voice.ts"

/** Answers begin in time and then trickle in. */
export const slowBody = inServiceFault<"slow-body">({
  kind: "slow-body",
  group: "speed",
  title: { en: "Answers trickle in", de: "Antworten tröpfeln" },
  hint: { en: "pages build up bit by bit", de: "Seiten bauen sich Stück für Stück auf" },
  description: {
    en: "A share of the answers comes in time and then only bit by bit, as over a very thin line.",
    de: "Ein Teil der Antworten kommt rechtzeitig und dann nur Stück für Stück, wie über eine sehr dünne Leitung.",
  },
  defaults: { percentage: 30, bytesPerSecond: 200, match: {} },
  happens({ bytesPerSecond }) {
    const rate = quantity(bytesPerSecond, "B/s")
    return { en: `are answered at ${rate.en}`, de: `werden mit ${rate.de} beantwortet` }
  },
  toAdmin: ({ bytesPerSecond }, common) => ({ ...common, kind: "slow-body", params: { bytesPerSecond } }),
  /** The entry hands bodies on as they come and holds none back. */
  whyNot: ({ service }) =>
    service?.role === "entry"
      ? {
          en: `${service.name} only passes answers on; slow down the service that gives them.`,
          de: `${service.name} reicht Antworten nur weiter; der Dienst, der sie gibt, lässt sich verlangsamen.`,
        }
      : undefined,
})
