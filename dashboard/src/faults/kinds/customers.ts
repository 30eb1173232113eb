import type { Presentations } from "../fault-presentation.ts"

/** Everybody feels these; no instance is chosen. */
export const customersFaults = {
  "flash-crowd": {
    icon: "crowd",
    band: { en: "Crowd of customers", de: "Kundenansturm" },
    command: { en: "Send the crowd", de: "Ansturm auslösen" },
    did: { en: "We sent a crowd of customers", de: "Wir haben einen Kundenansturm ausgelöst" },
    incident: { en: "A crowd of customers", de: "Ein Kundenansturm" },
    happens: { en: "takes the crowd", de: "nimmt den Ansturm auf" },
    victims: "nobody",
  },
  "bot-surge": {
    icon: "bot",
    band: { en: "Bots", de: "Bots greifen zu" },
    command: { en: "Send the bots", de: "Bots losschicken" },
    did: { en: "We sent bots", de: "Wir haben Bots losgeschickt" },
    incident: { en: "Bots everywhere", de: "Überall Bots" },
    happens: { en: "takes the bots", de: "nimmt die Bots auf" },
    victims: "nobody",
  },
  "resilience-off": {
    icon: "shield-off",
    band: { en: "Protections off", de: "Schutz abgeschaltet" },
    command: { en: "Switch protections off", de: "Schutz abschalten" },
    did: { en: "We switched protections off", de: "Wir haben den Schutz abgeschaltet" },
    incident: { en: "Protections switched off", de: "Schutz abgeschaltet" },
    happens: { en: "works without protection", de: "arbeitet ohne Schutz" },
    victims: "nobody",
  },
} as const satisfies Presentations
