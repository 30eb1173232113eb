import type { SampleKind } from "./sample-kind.ts"

/* SAMPLE DATA: as the control plane tells about these kinds. */

export const requestsKinds: readonly SampleKind[] = [
  {
    kind: "latency",
    group: "speed",
    title: {
      en: "Answers get slow",
      de: "Antworten werden langsam",
    },
    hint: {
      en: "customers wait for their pages",
      de: "Kunden warten auf ihre Seiten",
    },
    description: {
      en: "A share of the requests is answered late. Everything that waits for them gets slow too.",
      de: "Ein Teil der Anfragen wird verspätet beantwortet. Alles, was darauf wartet, wird ebenfalls langsam.",
    },
    defaults: { percentage: 30, delayMs: 400, jitterMs: 0, distribution: "uniform", match: {} },
  },
  {
    kind: "slow-body",
    group: "speed",
    title: {
      en: "Answers trickle in",
      de: "Antworten tröpfeln",
    },
    hint: {
      en: "pages build up bit by bit",
      de: "Seiten bauen sich Stück für Stück auf",
    },
    description: {
      en: "A share of the answers comes in time and then only bit by bit, as over a very thin line.",
      de: "Ein Teil der Antworten kommt rechtzeitig und dann nur Stück für Stück, wie über eine sehr dünne Leitung.",
    },
    defaults: { percentage: 30, bytesPerSecond: 200, match: {} },
  },
  {
    kind: "timeout",
    group: "speed",
    title: {
      en: "No answer at all",
      de: "Gar keine Antwort",
    },
    hint: {
      en: "customers wait until they give up",
      de: "Kunden warten, bis sie aufgeben",
    },
    description: {
      en: "A share of the requests is taken and never answered. Whoever waits for them waits until their own patience ends.",
      de: "Ein Teil der Anfragen wird angenommen und nie beantwortet. Wer darauf wartet, wartet, bis die eigene Geduld endet.",
    },
    defaults: { percentage: 30, match: {} },
  },
  {
    kind: "event-loop-block",
    group: "speed",
    title: {
      en: "A program hangs",
      de: "Ein Programm hängt",
    },
    hint: {
      en: "it stands still again and again",
      de: "es steht immer wieder still",
    },
    description: {
      en: "The program on a server stands still for a moment, again and again. Everything it does waits meanwhile.",
      de: "Das Programm auf einem Server steht immer wieder einen Moment still. Alles, was es tut, wartet solange.",
    },
    defaults: { blockMs: 500, everyMs: 1000 },
  },
  {
    kind: "error-rate",
    group: "answers",
    title: {
      en: "Errors appear",
      de: "Fehler treten auf",
    },
    hint: {
      en: "for a share of all requests",
      de: "bei einem Teil aller Anfragen",
    },
    description: {
      en: "A share of the requests is answered with an error instead of a page.",
      de: "Ein Teil der Anfragen wird mit einem Fehler statt einer Seite beantwortet.",
    },
    defaults: { percentage: 30, status: 500, match: {} },
  },
  {
    kind: "abort",
    group: "answers",
    title: {
      en: "Connections are cut",
      de: "Verbindungen brechen ab",
    },
    hint: {
      en: "in the middle of a request",
      de: "mitten in der Anfrage",
    },
    description: {
      en: "The connection of a share of the requests is cut without an answer, as by a broken cable or a crashed program.",
      de: "Die Verbindung eines Teils der Anfragen bricht ohne Antwort ab, wie bei einem defekten Kabel oder einem abgestürzten Programm.",
    },
    defaults: { percentage: 30, match: {} },
  },
  {
    kind: "unready",
    group: "answers",
    title: {
      en: "A server calls in sick",
      de: "Ein Server meldet sich krank",
    },
    hint: {
      en: "it works, but asks for no more work",
      de: "er arbeitet, will aber keine Arbeit mehr",
    },
    description: {
      en: "A server says that it is not ready. Nobody should send it customers until it says otherwise.",
      de: "Ein Server meldet, dass er nicht bereit ist. Niemand sollte ihm Kunden schicken, bis er sich zurückmeldet.",
    },
    defaults: {},
  },
]
