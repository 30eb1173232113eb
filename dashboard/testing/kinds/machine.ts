import type { SampleKind } from "./sample-kind.ts"

/* SAMPLE DATA: as the control plane tells about these kinds. */

export const machineKinds: readonly SampleKind[] = [
  {
    kind: "cpu-burn",
    group: "machine",
    title: {
      en: "Processor at 100 %",
      de: "Prozessor bei 100 %",
    },
    hint: {
      en: "something else takes the power",
      de: "etwas anderes braucht die Leistung",
    },
    description: {
      en: "Something on a server keeps its processor busy. What the shop itself does there gets less of it.",
      de: "Etwas auf einem Server beschäftigt den Prozessor. Für das, was der Shop dort tut, bleibt weniger.",
    },
    defaults: { cores: 1, loadPercent: 100 },
  },
  {
    kind: "memory-pressure",
    group: "machine",
    title: {
      en: "Memory fills up",
      de: "Speicher läuft voll",
    },
    hint: {
      en: "less is left for the work",
      de: "weniger bleibt für die Arbeit",
    },
    description: {
      en: "Something on a server fills its memory and keeps it. When the server has too little, it is ended and starts again.",
      de: "Etwas auf einem Server füllt den Speicher und gibt ihn nicht her. Hat der Server zu wenig, wird er beendet und startet neu.",
    },
    defaults: { megabytes: 128 },
  },
  {
    kind: "cpu-limit",
    group: "machine",
    title: {
      en: "The processor is throttled",
      de: "Der Prozessor wird gedrosselt",
    },
    hint: {
      en: "as on a machine that is far too small",
      de: "wie auf einer viel zu kleinen Maschine",
    },
    description: {
      en: "A server gets only a fraction of a processor. Under load its work piles up, and everybody waits.",
      de: "Ein Server bekommt nur noch einen Bruchteil eines Prozessors. Unter Last staut sich die Arbeit, und alle warten.",
    },
    defaults: { cores: 0.1 },
  },
  {
    kind: "memory-limit",
    group: "machine",
    title: {
      en: "Memory is taken away",
      de: "Speicher wird weggenommen",
    },
    hint: {
      en: "who needs more is ended",
      de: "wer mehr braucht, wird beendet",
    },
    description: {
      en: "A server may use only little memory. As soon as it needs more its machine ends it, and it starts again.",
      de: "Ein Server darf nur noch wenig Speicher nutzen. Sobald er mehr braucht, beendet ihn seine Maschine, und er startet neu.",
    },
    defaults: { megabytes: 64 },
  },
  {
    kind: "partition",
    group: "network",
    title: {
      en: "A cable is cut",
      de: "Ein Kabel ist durchtrennt",
    },
    hint: {
      en: "it runs, but cannot be reached",
      de: "er läuft, ist aber nicht zu erreichen",
    },
    description: {
      en: "A server runs and is well, but nothing gets through to the others. Nobody is told: they wait in vain.",
      de: "Ein Server läuft und ist gesund, aber nichts kommt mehr zu den anderen durch. Niemand erfährt es: sie warten vergeblich.",
    },
    defaults: { from: "everyone", direction: "both" },
  },
  {
    kind: "packet-loss",
    group: "network",
    title: {
      en: "The line is bad",
      de: "Die Leitung ist schlecht",
    },
    hint: {
      en: "parts of the conversation get lost",
      de: "Teile der Unterhaltung gehen verloren",
    },
    description: {
      en: "Part of what a server sends and receives gets lost on the way and has to be sent again. Everything takes longer, some of it too long.",
      de: "Ein Teil dessen, was ein Server sendet und empfängt, geht unterwegs verloren und muss noch einmal geschickt werden. Alles dauert länger, manches zu lange.",
    },
    defaults: { percentage: 20, direction: "both" },
  },
  {
    kind: "bandwidth",
    group: "network",
    title: {
      en: "The line is thin",
      de: "Die Leitung ist dünn",
    },
    hint: {
      en: "little gets through at a time",
      de: "es passt nur wenig auf einmal hindurch",
    },
    description: {
      en: "A server can send only little at a time. Short answers still arrive, large ones crawl, and under load they queue.",
      de: "Ein Server kann nur wenig auf einmal senden. Kurze Antworten kommen noch an, große kriechen, und unter Last stauen sie sich.",
    },
    defaults: { kilobitsPerSecond: 256 },
  },
  {
    kind: "network-latency",
    group: "network",
    title: {
      en: "The line is long",
      de: "Die Leitung ist lang",
    },
    hint: {
      en: "as if it stood on another continent",
      de: "als stünde er auf einem anderen Kontinent",
    },
    description: {
      en: "Everything a server sends arrives later, as if it stood far away. What takes several round trips suffers several times.",
      de: "Alles, was ein Server sendet, kommt später an, als stünde er weit weg. Was mehrmals hin und her muss, leidet mehrfach.",
    },
    defaults: { delayMs: 200, jitterMs: 0 },
  },
]
