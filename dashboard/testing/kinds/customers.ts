import type { SampleKind } from "./sample-kind.ts"

/* SAMPLE DATA: as the control plane tells about these kinds. */

export const customersKinds: readonly SampleKind[] = [
  {
    kind: "flash-crowd",
    group: "crowd",
    title: {
      en: "Everybody comes at once",
      de: "Alle kommen auf einmal",
    },
    hint: {
      en: "many times the customers, from one moment to the next",
      de: "ein Vielfaches an Kunden, von jetzt auf gleich",
    },
    description: {
      en: "A post goes around, and several times as many customers come as a moment ago. They are real customers: they count in every figure.",
      de: "Ein Beitrag macht die Runde, und es kommen mehrmals so viele Kunden wie eben noch. Es sind echte Kunden: Sie zählen in jeder Zahl.",
    },
    defaults: { factor: 3 },
  },
  {
    kind: "bot-surge",
    group: "crowd",
    title: {
      en: "Bots storm one page",
      de: "Bots stürmen eine Seite",
    },
    hint: {
      en: "visitors who buy nothing and take up room",
      de: "Besucher, die nichts kaufen und Platz wegnehmen",
    },
    description: {
      en: "Scrapers ask for one page again and again, beside the customers. They are no customers: no figure counts them, and still everybody shares the shop with them.",
      de: "Scraper fragen neben den Kunden immer wieder dieselbe Seite ab. Sie sind keine Kunden: Keine Zahl zählt sie, und doch teilen sich alle den Shop mit ihnen.",
    },
    defaults: { rps: 100, route: "/api/products" },
  },
  {
    kind: "resilience-off",
    group: "resilience",
    title: {
      en: "The safety nets are taken away",
      de: "Die Sicherheitsnetze werden abgebaut",
    },
    hint: {
      en: "how it was before there were any",
      de: "wie es war, bevor es sie gab",
    },
    description: {
      en: "The entry stops retrying, checking and sparing. Nothing breaks by that alone; the next fault reaches the customers.",
      de: "Der Eingang wiederholt, prüft und schont nicht mehr. Allein davon geht nichts kaputt; der nächste Fehler erreicht die Kunden.",
    },
    defaults: {
      mechanisms: [
        "retries",
        "circuit-breaker",
        "outlier-ejection",
        "health-checks",
        "load-balancing",
        "bulkheads",
        "fallbacks",
      ],
    },
  },
]
