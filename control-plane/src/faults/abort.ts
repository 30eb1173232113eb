import { inServiceFault } from "./in-service.ts"

/** Connections are reset before the service looks at the request. */
export const abort = inServiceFault<"abort">({
  kind: "abort",
  group: "answers",
  title: { en: "Connections are cut", de: "Verbindungen brechen ab" },
  hint: { en: "in the middle of a request", de: "mitten in der Anfrage" },
  description: {
    en: "The connection of a share of the requests is cut without an answer, as by a broken cable or a crashed program.",
    de: "Die Verbindung eines Teils der Anfragen bricht ohne Antwort ab, wie bei einem defekten Kabel oder einem abgestürzten Programm.",
  },
  defaults: { percentage: 30, match: {} },
  happens: () => ({ en: "lose their connection", de: "verlieren ihre Verbindung" }),
  toAdmin: (_params, common) => ({ ...common, kind: "abort", params: {} }),
})
