import { inServiceCondition } from "./in-service.ts"
import { count, enumeration, quantity } from "./voice.ts"

const defaultCores = 1

/** Threads beside the program keep a core busy each; the program and they share the processor. */
export const cpuBurn = inServiceCondition<"cpu-burn">({
  kind: "cpu-burn",
  group: "machine",
  title: { en: "Processor at 100 %", de: "Prozessor bei 100 %" },
  hint: { en: "something else takes the power", de: "etwas anderes braucht die Leistung" },
  description: {
    en: "Something on a server keeps its processor busy. What the shop itself does there gets less of it.",
    de: "Etwas auf einem Server beschäftigt den Prozessor. Für das, was der Shop dort tut, bleibt weniger.",
  },
  defaults: { cores: defaultCores, loadPercent: 100 },
  effect({ cores = defaultCores, loadPercent }, hit) {
    const who = enumeration(hit)
    const load = quantity(loadPercent, "%")
    const busy = count(cores)
    return cores === 1
      ? {
          en: `${load.en} of a processor core is kept busy on ${who.en}.`,
          de: `${load.de} eines Prozessorkerns sind auf ${who.de} beschäftigt.`,
        }
      : {
          en: `${load.en} of ${busy.en} processor cores is kept busy on ${who.en}.`,
          de: `${load.de} von ${busy.de} Prozessorkernen sind auf ${who.de} beschäftigt.`,
        }
  },
  toAdmin: ({ cores = defaultCores, loadPercent }, leaseSeconds) => ({
    kind: "cpu-burn",
    leaseSeconds,
    params: { cores, loadPercent },
  }),
})
