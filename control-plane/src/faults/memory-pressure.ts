import { inServiceCondition } from "./in-service.ts"
import { enumeration, quantity } from "./voice.ts"

/** The process takes memory, uses it and keeps it; a container that has less than that is ended by its engine. */
export const memoryPressure = inServiceCondition<"memory-pressure">({
  kind: "memory-pressure",
  group: "machine",
  title: { en: "Memory fills up", de: "Speicher läuft voll" },
  hint: { en: "less is left for the work", de: "weniger bleibt für die Arbeit" },
  description: {
    en: "Something on a server fills its memory and keeps it. When the server has too little, it is ended and starts again.",
    de: "Etwas auf einem Server füllt den Speicher und gibt ihn nicht her. Hat der Server zu wenig, wird er beendet und startet neu.",
  },
  defaults: { megabytes: 128 },
  effect({ megabytes }, hit) {
    const who = enumeration(hit)
    const size = quantity(megabytes, "MB")
    return {
      en: `${size.en} of memory are taken on ${who.en}.`,
      de: `${size.de} Speicher werden auf ${who.de} belegt.`,
    }
  },
  toAdmin: (params, leaseSeconds) => ({ kind: "memory-pressure", leaseSeconds, params }),
})
