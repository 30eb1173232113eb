import { inServiceCondition } from "./in-service.ts"
import { enumeration, quantity } from "./voice.ts"

/** A thread beside the program keeps one core busy; the program and it share the processor. */
export const cpuBurn = inServiceCondition<"cpu-burn">({
  kind: "cpu-burn",
  group: "machine",
  title: { en: "Processor at 100 %", de: "Prozessor bei 100 %" },
  hint: { en: "something else takes the power", de: "etwas anderes braucht die Leistung" },
  description: {
    en: "Something on a server keeps a processor core busy. What the shop itself does there gets less of it.",
    de: "Etwas auf einem Server beschäftigt einen Prozessorkern. Für das, was der Shop dort tut, bleibt weniger.",
  },
  defaults: { loadPercent: 100 },
  effect({ loadPercent }, hit) {
    const who = enumeration(hit)
    const load = quantity(loadPercent, "%")
    return {
      en: `${load.en} of a processor core is kept busy on ${who.en}.`,
      de: `${load.de} eines Prozessorkerns sind auf ${who.de} beschäftigt.`,
    }
  },
  toAdmin: (params, leaseSeconds) => ({ kind: "cpu-burn", leaseSeconds, params }),
})
