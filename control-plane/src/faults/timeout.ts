import { inServiceFault } from "./in-service.ts"

/** Requests are taken and never answered; when the fault ends their connections are closed. */
export const timeout = inServiceFault<"timeout">({
  kind: "timeout",
  group: "speed",
  title: { en: "No answer at all", de: "Gar keine Antwort" },
  hint: { en: "customers wait until they give up", de: "Kunden warten, bis sie aufgeben" },
  description: {
    en: "A share of the requests is taken and never answered. Whoever waits for them waits until their own patience ends.",
    de: "Ein Teil der Anfragen wird angenommen und nie beantwortet. Wer darauf wartet, wartet, bis die eigene Geduld endet.",
  },
  defaults: { percentage: 30, match: {} },
  happens: () => ({ en: "are never answered", de: "werden nie beantwortet" }),
  toAdmin: (_params, common) => ({ ...common, kind: "timeout", params: {} }),
})
