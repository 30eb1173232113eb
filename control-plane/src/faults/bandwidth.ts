import { disturbedNetwork } from "./disturbed-network.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { enumeration, quantity } from "./voice.ts"

const words = disturbedNetwork<"bandwidth">({
  kind: "bandwidth",
  title: { en: "The line is thin", de: "Die Leitung ist dünn" },
  hint: { en: "little gets through at a time", de: "es passt nur wenig auf einmal hindurch" },
  description: {
    en: "A server can send only little at a time. Short answers still arrive, large ones crawl, and under load they queue.",
    de: "Ein Server kann nur wenig auf einmal senden. Kurze Antworten kommen noch an, große kriechen, und unter Last stauen sie sich.",
  },
  defaults: { kilobitsPerSecond: 256 },
  leftover: "still has little bandwidth",
  effect({ kilobitsPerSecond }, hit) {
    const who = enumeration(hit)
    const rate = quantity(kilobitsPerSecond, "kbit/s")
    return {
      en: `${who.en} can send ${rate.en} and no more.`,
      de: `${who.de} kann nur noch ${rate.de} senden.`,
    }
  },
  disturbance: ({ kilobitsPerSecond }) => ({ type: "bandwidth", kilobitsPerSecond }),
})

/** Only what the instance sends can be held back; what others send to it is theirs to slow down. */
export const bandwidth: FaultDefinition<"bandwidth", (typeof words)["undoRecord"]> = {
  ...words,
  needsAlone: "sending queue",
}
