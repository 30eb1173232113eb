import type { SampleKind } from "./sample-kind.ts"

/* SAMPLE DATA: as the control plane tells about these kinds. */

export const serversKinds: readonly SampleKind[] = [
  {
    kind: "kill",
    group: "servers",
    title: {
      en: "A server dies",
      de: "Ein Server stirbt",
    },
    hint: {
      en: "switched off without warning",
      de: "ohne Vorwarnung abgeschaltet",
    },
    description: {
      en: "A server is switched off without warning. The others take over, and it comes back by itself.",
      de: "Ein Server wird ohne Vorwarnung abgeschaltet. Die anderen übernehmen, und er kommt von selbst zurück.",
    },
    defaults: {},
  },
  {
    kind: "crash",
    group: "servers",
    title: {
      en: "A server crashes",
      de: "Ein Server stürzt ab",
    },
    hint: {
      en: "a bug ends the program",
      de: "ein Programmfehler beendet ihn",
    },
    description: {
      en: "The program on a server ends with an error, as a bug would end it. The others take over, and it comes back by itself.",
      de: "Das Programm auf einem Server endet mit einem Fehler, wie bei einem Bug. Die anderen übernehmen, und er kommt von selbst zurück.",
    },
    defaults: {},
  },
  {
    kind: "stop",
    group: "servers",
    title: {
      en: "A server is stopped",
      de: "Ein Server wird abgeschaltet",
    },
    hint: {
      en: "in order, and stays off",
      de: "geordnet, und bleibt aus",
    },
    description: {
      en: "A server finishes what it is doing and is switched off. It stays off until you heal it or its time is over.",
      de: "Ein Server beendet, was er gerade tut, und wird abgeschaltet. Er bleibt aus, bis er geheilt wird oder die Zeit um ist.",
    },
    defaults: {},
  },
  {
    kind: "pause",
    group: "servers",
    title: {
      en: "A server freezes",
      de: "Ein Server friert ein",
    },
    hint: {
      en: "it is there and answers nobody",
      de: "er ist da und antwortet niemandem",
    },
    description: {
      en: "A server stops in the middle of its work. It looks alive, keeps its connections and answers nobody.",
      de: "Ein Server bleibt mitten in der Arbeit stehen. Er wirkt lebendig, behält seine Verbindungen und antwortet niemandem.",
    },
    defaults: {},
  },
  {
    kind: "restart",
    group: "servers",
    title: {
      en: "A server restarts",
      de: "Ein Server startet neu",
    },
    hint: {
      en: "finishes its work, then starts anew",
      de: "beendet seine Arbeit und startet neu",
    },
    description: {
      en: "A server finishes what it is doing, ends and starts again, as with an update. The others take over meanwhile.",
      de: "Ein Server beendet, was er gerade tut, und startet neu, wie bei einem Update. Die anderen übernehmen solange.",
    },
    defaults: {},
  },
]
