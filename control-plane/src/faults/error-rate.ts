import { inServiceFault } from "./in-service.ts"

const defaultStatus = 500

/** Requests are refused with an error status before the service looks at them. */
export const errorRate = inServiceFault<"error-rate">({
  kind: "error-rate",
  group: "answers",
  title: { en: "Errors appear", de: "Fehler treten auf" },
  hint: { en: "for a share of all requests", de: "bei einem Teil aller Anfragen" },
  description: {
    en: "A share of the requests is answered with an error instead of a page.",
    de: "Ein Teil der Anfragen wird mit einem Fehler statt einer Seite beantwortet.",
  },
  defaults: { percentage: 30, status: defaultStatus, match: {} },
  happens: ({ status = defaultStatus }) => ({
    en: `fail with status ${status}`,
    de: `scheitern mit Status ${status}`,
  }),
  toAdmin: ({ status = defaultStatus, body }, common) => ({
    ...common,
    kind: "error-rate",
    params: { status, ...(body === undefined ? {} : { body }) },
  }),
})
