import { disturbedNetwork } from "./disturbed-network.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { enumeration, quantity } from "./voice.ts"

const words = disturbedNetwork<"network-latency">({
  kind: "network-latency",
  title: { en: "The line is long", de: "Die Leitung ist lang" },
  hint: { en: "as if it stood on another continent", de: "als stünde er auf einem anderen Kontinent" },
  description: {
    en: "Everything a server sends arrives later, as if it stood far away. What takes several round trips suffers several times.",
    de: "Alles, was ein Server sendet, kommt später an, als stünde er weit weg. Was mehrmals hin und her muss, leidet mehrfach.",
  },
  defaults: { delayMs: 200, jitterMs: 0 },
  leftover: "still sends late",
  effect({ delayMs, jitterMs = 0 }, hit) {
    const who = enumeration(hit)
    const delay = quantity(delayMs, "ms")
    const jitter = quantity(jitterMs, "ms")
    const spread = jitterMs === 0 ? { en: "", de: "" } : { en: ` ± ${jitter.en}`, de: ` ± ${jitter.de}` }
    return {
      en: `Everything ${who.en} sends arrives ${delay.en}${spread.en} later.`,
      de: `Alles, was ${who.de} sendet, kommt ${delay.de}${spread.de} später an.`,
    }
  },
  disturbance: ({ delayMs, jitterMs = 0 }) => ({ type: "delay", delayMs, jitterMs }),
})

export const networkLatency: FaultDefinition<"network-latency", (typeof words)["undoRecord"]> = {
  ...words,
  needsAlone: "sending queue",
}
