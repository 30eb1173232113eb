import type { Messages } from "../localized-messages.ts"

export const chartMessages = {
  "chart.window-live": { en: "last {minutes} minutes", de: "letzte {minutes} Minuten" },
  "chart.window-range": { en: "{from} to {to}", de: "{from} bis {to}" },
  "chart.series-summary-range": {
    en: "{label}: at its end {last}, lowest {lowest}, highest {highest}",
    de: "{label}: am Ende {last}, niedrigster {lowest}, höchster {highest}",
  },
  "chart.highest": { en: "max {value}", de: "max. {value}" },
  "chart.empty-range": {
    en: "Nothing was kept of this time. Charts keep the last {minutes} minutes.",
    de: "Von dieser Zeit ist nichts da. Diagramme behalten die letzten {minutes} Minuten.",
  },
  "range.label": { en: "Time shown", de: "Gezeigte Zeit" },
  "range.recorded": { en: "Recorded, last {minutes} min", de: "Aufgezeichnet, letzte {minutes} min" },
  "range.live": { en: "Live, last {minutes} min", de: "Live, letzte {minutes} min" },
  "range.hint": { en: "Draw across a chart to zoom", de: "Über ein Diagramm ziehen zum Vergrößern" },
  "range.not-live": { en: "Not live", de: "Nicht live" },
  "range.from-to": { en: "{from} to {to}", de: "{from} bis {to}" },
  "range.in": { en: "Zoom in", de: "Vergrößern" },
  "range.out": { en: "Zoom out", de: "Verkleinern" },
  "range.earlier": { en: "Earlier", de: "Früher" },
  "range.later": { en: "Later", de: "Später" },
  "range.back": { en: "Back to live", de: "Zurück zu live" },
  "range.show": { en: "Show {time} on the charts", de: "{time} in den Diagrammen zeigen" },
  "heat.scale": { en: "Share of requests, %", de: "Anteil der Anfragen, %" },
  "heat.above": { en: "{share} above {limit}", de: "{share} über {limit}" },
  "heat.summary": {
    en: "{title}, {window}. Most requests took {most}; {above} took longer than {limit}.",
    de: "{title}, {window}. Die meisten Anfragen brauchten {most}; {above} brauchten länger als {limit}.",
  },
  "heat.bucket": { en: "{from} to {to} ms", de: "{from} bis {to} ms" },
  "heat.bucket-open": { en: "more than {from} ms", de: "mehr als {from} ms" },
  "heat.table": {
    en: "Share of each second's requests, in percent, that took up to so many milliseconds and longer than the column before.",
    de: "Anteil der Anfragen jeder Sekunde, in Prozent, die bis zu so viele Millisekunden brauchten und länger als die Spalte davor.",
  },
  "heat.answered": { en: "Answered", de: "Beantwortet" },
} as const satisfies Messages
