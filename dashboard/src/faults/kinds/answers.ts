import type { Presentations } from "../fault-presentation.ts"

/** Answers are wrong, or do not come. */
export const answersFaults = {
  "error-rate": {
    icon: "err",
    band: { en: "Errors", de: "Fehler" },
    command: { en: "Break answers of {who}", de: "Antworten von {who} stören" },
    did: { en: "We made {who} answer with errors", de: "Wir lassen {who} Fehler liefern" },
    incident: { en: "{who} answers with errors", de: "{who} liefert Fehler" },
    happens: { en: "answers with errors", de: "liefert Fehler" },
    victims: "stay",
  },
  abort: {
    icon: "cut",
    band: { en: "Connections cut", de: "Verbindungen brechen ab" },
    command: { en: "Cut connections to {who}", de: "Verbindungen zu {who} kappen" },
    did: { en: "We cut connections to {who}", de: "Wir kappen Verbindungen zu {who}" },
    incident: { en: "Connections to {who} cut", de: "Verbindungen zu {who} gekappt" },
    happens: { en: "loses connections", de: "verliert Verbindungen" },
    victims: "stay",
  },
  unready: {
    icon: "sick",
    band: { en: "Server calls in sick", de: "Server meldet sich krank" },
    command: { en: "Send {who} home sick", de: "{who} krankmelden" },
    did: { en: "We called {who} in sick", de: "Wir haben {who} krankgemeldet" },
    incident: { en: "{who} called in sick", de: "{who} krankgemeldet" },
    happens: { en: "calls in sick", de: "meldet sich krank" },
    victims: "leave",
  },
} as const satisfies Presentations
