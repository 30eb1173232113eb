import type { Presentations } from "../fault-presentation.ts"

/** The line between machines. */
export const networkFaults = {
  partition: {
    icon: "part",
    band: { en: "Services cut off", de: "Dienste getrennt" },
    command: { en: "Cut off {who}", de: "{who} abtrennen" },
    did: { en: "We cut off {who}", de: "Wir haben {who} abgetrennt" },
    incident: { en: "{who} cut off", de: "{who} abgetrennt" },
    happens: { en: "cannot be reached", de: "ist nicht erreichbar" },
    victims: "leave",
  },
  "packet-loss": {
    icon: "loss",
    band: { en: "Data gets lost", de: "Daten gehen verloren" },
    command: { en: "Lose data of {who}", de: "Daten von {who} verlieren" },
    did: { en: "We let data of {who} get lost", de: "Wir lassen Daten von {who} verloren gehen" },
    incident: { en: "{who} loses data", de: "{who} verliert Daten" },
    happens: { en: "loses data on the way", de: "verliert Daten unterwegs" },
    victims: "stay",
  },
  bandwidth: {
    icon: "narrow",
    band: { en: "Line too thin", de: "Leitung zu dünn" },
    command: { en: "Thin the line of {who}", de: "Leitung von {who} verengen" },
    did: { en: "We thinned the line of {who}", de: "Wir haben die Leitung von {who} verengt" },
    incident: { en: "Line of {who} too thin", de: "Leitung von {who} zu dünn" },
    happens: { en: "has a thin line", de: "hat eine dünne Leitung" },
    victims: "stay",
  },
  "network-latency": {
    icon: "far",
    band: { en: "Line is slow", de: "Leitung ist langsam" },
    command: { en: "Slow the line of {who}", de: "Leitung von {who} verlangsamen" },
    did: { en: "We slowed the line of {who}", de: "Wir haben die Leitung von {who} verlangsamt" },
    incident: { en: "Line of {who} slow", de: "Leitung von {who} langsam" },
    happens: { en: "is reached late", de: "wird spät erreicht" },
    victims: "stay",
  },
} as const satisfies Presentations
