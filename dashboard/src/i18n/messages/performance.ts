import type { Messages } from "../localized-messages.ts"

export const performanceMessages = {
  "view.performance": { en: "Performance", de: "Antwortzeit" },
  "performance.title": { en: "How long do customers wait?", de: "Wie lange warten Kunden?" },
  "performance.note": { en: "from the moment each request was due", de: "ab Fälligkeit jeder Anfrage" },
  "performance.percentiles": { en: "Response time, ms", de: "Antwortzeit, ms" },
  "performance.heat": { en: "Spread, ms", de: "Verteilung, ms" },
  "performance.window": { en: "last 10 s", de: "letzte 10 s" },
  "performance.felt-title": { en: "Felt and service time", de: "Gefühlte und reine Bearbeitungszeit" },
  "performance.felt": { en: "Felt", de: "Gefühlt" },
  "performance.service": { en: "Service time", de: "Bearbeitung" },
  "performance.felt-formula": {
    en: "Of all requests of the last 10 s, from the moment each was due to its answer, so waiting for a slow shop counts. p95: 95 of 100 were answered within this time. Read from one merged histogram, never an average of percentiles.",
    de: "Aller Anfragen der letzten 10 s, von der Fälligkeit bis zur Antwort; Warten auf einen langsamen Shop zählt also mit. p95: 95 von 100 waren in dieser Zeit beantwortet. Gelesen aus einem gemeinsamen Histogramm, nie ein Mittel von Perzentilen.",
  },
  "performance.service-formula": {
    en: "The same requests, from the moment each was sent. When it is far below the felt time, requests had to wait until they could be sent: the shop kept all connections busy.",
    de: "Dieselben Anfragen, ab dem Senden. Liegt sie weit unter der gefühlten Zeit, mussten Anfragen warten, bis sie gesendet werden konnten: Der Shop hielt alle Verbindungen besetzt.",
  },
  "performance.column.service": { en: "service p95", de: "Bearbeitung p95" },
  "performance.no-load": {
    en: "No load, so nobody waits. Start one under Load.",
    de: "Keine Last, also wartet niemand. Unter Last lässt sich eine starten.",
  },
  "performance.services": { en: "p95 of each service", de: "p95 je Dienst" },
  "performance.services-note": {
    en: "as it measured itself, each second; all up to {max}",
    de: "selbst gemessen, je Sekunde; alle bis {max}",
  },
} as const satisfies Messages
