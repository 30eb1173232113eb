import type { FaultKindInfo } from "@gameday/contract"

/* SAMPLE DATA. What a control plane answers to GET /api/v1/fault-kinds and GET /api/v1/journeys. */

const percentage = {
  type: "number",
  minimum: 0.0001,
  maximum: 100,
  default: 30,
  title: "Share of requests, %",
}
const match = {
  type: "object",
  properties: {
    route: { type: "string", description: "prefix of the path, e.g. /api/products" },
    method: { type: "string", enum: ["GET", "POST", "PUT", "PATCH", "DELETE"] },
  },
}

export const sampleKinds: readonly FaultKindInfo[] = [
  {
    kind: "kill",
    group: "servers",
    title: { en: "A server dies", de: "Ein Server stirbt" },
    hint: { en: "switched off without warning", de: "ohne Vorwarnung abgeschaltet" },
    description: {
      en: "One server is switched off without warning. The others take over, and it comes back by itself.",
      de: "Ein Server wird ohne Vorwarnung abgeschaltet. Die anderen übernehmen, und er kommt von selbst zurück.",
    },
    paramsSchema: { type: "object", properties: {}, additionalProperties: false },
    defaults: {},
    supported: true,
    unsupportedReason: null,
  },
  {
    kind: "latency",
    group: "speed",
    title: { en: "Answers get slow", de: "Antworten werden langsam" },
    hint: { en: "customers wait longer", de: "Kunden warten länger" },
    description: {
      en: "A share of all answers is held back for a while.",
      de: "Ein Teil der Antworten wird eine Weile zurückgehalten.",
    },
    paramsSchema: {
      type: "object",
      required: ["percentage", "delayMs"],
      properties: {
        percentage,
        delayMs: { type: "number", minimum: 1, maximum: 60000, default: 400, title: "Delay, ms" },
        jitterMs: { type: "number", minimum: 0, maximum: 60000, default: 0, title: "Jitter, ms" },
        match,
      },
    },
    defaults: { percentage: 30, delayMs: 400 },
    supported: true,
    unsupportedReason: null,
  },
  {
    kind: "error-rate",
    group: "answers",
    title: { en: "Errors appear", de: "Fehler treten auf" },
    hint: { en: "for a share of all requests", de: "bei einem Teil aller Anfragen" },
    description: {
      en: "A share of all requests is answered with an error.",
      de: "Ein Teil aller Anfragen wird mit einem Fehler beantwortet.",
    },
    paramsSchema: {
      type: "object",
      required: ["percentage"],
      properties: {
        percentage,
        status: { type: "integer", minimum: 400, maximum: 599, default: 500, title: "HTTP status" },
        match,
      },
    },
    defaults: { percentage: 30 },
    supported: true,
    unsupportedReason: null,
  },
]

export const sampleJourneys = [
  {
    name: "shopper",
    title: { en: "Shopper", de: "Käufer" },
    description: {
      en: "Logs in, looks around, fills the cart, pays.",
      de: "Meldet sich an, sieht sich um, füllt den Warenkorb, bezahlt.",
    },
  },
  {
    name: "browse",
    title: { en: "Browse", de: "Stöbern" },
    description: { en: "Looks around and buys nothing.", de: "Sieht sich um und kauft nichts." },
  },
]
