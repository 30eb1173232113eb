import { disturbedNetwork } from "./disturbed-network.ts"
import { enumeration, quantity } from "./voice.ts"

/** Each packet has its own dice. What is lost is sent again, later and later: requests get slow before they fail. */
export const packetLoss = disturbedNetwork<"packet-loss">({
  kind: "packet-loss",
  title: { en: "The line is bad", de: "Die Leitung ist schlecht" },
  hint: { en: "parts of the conversation get lost", de: "Teile der Unterhaltung gehen verloren" },
  description: {
    en: "Part of what a server sends and receives gets lost on the way and has to be sent again. Everything takes longer, some of it too long.",
    de: "Ein Teil dessen, was ein Server sendet und empfängt, geht unterwegs verloren und muss noch einmal geschickt werden. Alles dauert länger, manches zu lange.",
  },
  defaults: { percentage: 20, direction: "both" },
  leftover: "still loses packets",
  effect({ percentage, direction = "both" }, hit) {
    const who = enumeration(hit)
    const share = quantity(percentage, "%")
    const what = {
      both: { en: "packets to and from", de: "der Pakete von und zu" },
      incoming: { en: "packets to", de: "der Pakete zu" },
      outgoing: { en: "packets from", de: "der Pakete von" },
    }[direction]
    return {
      en: `${share.en} of the ${what.en} ${who.en} are lost.`,
      de: `${share.de} ${what.de} ${who.de} gehen verloren.`,
    }
  },
  disturbance: ({ percentage, direction = "both" }) => ({ type: "loss", percentage, direction }),
})
