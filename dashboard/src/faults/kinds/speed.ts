import type { Presentations } from "../fault-presentation.ts"

/** Answers come late. */
export const speedFaults = {
  latency: {
    icon: "slow",
    band: { en: "Answers slow", de: "Antworten langsam" },
    command: { en: "Slow down {who}", de: "{who} verlangsamen" },
    did: { en: "We slowed down {who}", de: "Wir haben {who} verlangsamt" },
    incident: { en: "{who} slowed down", de: "{who} verlangsamt" },
    happens: { en: "answers late", de: "antwortet spät" },
    victims: "stay",
  },
  "slow-body": {
    icon: "drip",
    band: { en: "Answers trickle in", de: "Antworten tröpfeln" },
    command: { en: "Let {who} trickle", de: "{who} tröpfeln lassen" },
    did: { en: "We let {who} answer bit by bit", de: "Wir lassen {who} nur tröpfchenweise antworten" },
    incident: { en: "{who} answers bit by bit", de: "{who} antwortet tröpfchenweise" },
    happens: { en: "answers bit by bit", de: "antwortet tröpfchenweise" },
    victims: "stay",
  },
  timeout: {
    icon: "hole",
    band: { en: "No answer", de: "Keine Antwort" },
    command: { en: "Silence {who}", de: "{who} verstummen lassen" },
    did: { en: "We silenced {who}", de: "Wir haben {who} verstummen lassen" },
    incident: { en: "{who} does not answer", de: "{who} antwortet nicht" },
    happens: { en: "does not answer", de: "antwortet nicht" },
    victims: "stay",
  },
  "event-loop-block": {
    icon: "loop",
    band: { en: "Program hangs", de: "Programm hängt" },
    command: { en: "Hang {who}", de: "{who} hängen lassen" },
    did: { en: "We let {who} hang", de: "Wir lassen {who} hängen" },
    incident: { en: "{who} hangs", de: "{who} hängt" },
    happens: { en: "stands still again and again", de: "steht immer wieder still" },
    victims: "stay",
  },
} as const satisfies Presentations
