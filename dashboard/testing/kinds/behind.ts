import type { SampleKind } from "./sample-kind.ts"

/* SAMPLE DATA: as the control plane tells about these kinds. */

export const behindKinds: readonly SampleKind[] = [
  {
    kind: "dependency-outage",
    group: "behind",
    title: {
      en: "The database or the cache is away",
      de: "Datenbank oder Zwischenspeicher ist weg",
    },
    hint: {
      en: "nobody can ask it for anything",
      de: "niemand kann sie etwas fragen",
    },
    description: {
      en: "What all servers depend on is suddenly not there. Customers should hear so at once, and nobody should have to be restarted when it returns.",
      de: "Worauf alle Server angewiesen sind, ist plötzlich nicht da. Kunden sollen das sofort erfahren, und kehrt es zurück, soll niemand neu gestartet werden müssen.",
    },
    defaults: { mode: "gone" },
  },
  {
    kind: "db-pool-exhaustion",
    group: "behind",
    title: {
      en: "Database lines are taken",
      de: "Leitungen zur Datenbank belegt",
    },
    hint: {
      en: "somebody keeps them all to himself",
      de: "jemand gibt sie nicht mehr her",
    },
    description: {
      en: "A server has a few lines to its database. Some or all of them are kept busy; whoever needs one waits, and then gives up.",
      de: "Ein Server hat wenige Leitungen zu seiner Datenbank. Einige oder alle werden besetzt gehalten; wer eine braucht, wartet und gibt dann auf.",
    },
    defaults: { connections: 8 },
  },
  {
    kind: "db-latency",
    group: "behind",
    title: {
      en: "The database is slow",
      de: "Die Datenbank ist langsam",
    },
    hint: {
      en: "every look-up takes its time",
      de: "jede Abfrage braucht ihre Zeit",
    },
    description: {
      en: "Everything a server asks its database takes longer. A page that asks several things waits several times.",
      de: "Alles, was ein Server seine Datenbank fragt, dauert länger. Eine Seite, die mehreres fragt, wartet mehrmals.",
    },
    defaults: { delayMs: 200, jitterMs: 0 },
  },
  {
    kind: "cache-flush",
    group: "behind",
    title: {
      en: "The memory is wiped",
      de: "Das Gedächtnis ist leer",
    },
    hint: {
      en: "everything must be looked up again",
      de: "alles muss neu nachgeschlagen werden",
    },
    description: {
      en: "A service forgets what it had at hand. Until it has looked everything up again, the database has to answer much more.",
      de: "Ein Dienst vergisst, was er zur Hand hatte. Bis er alles wieder nachgeschlagen hat, muss die Datenbank viel mehr beantworten.",
    },
    defaults: {},
  },
  {
    kind: "upstream-latency",
    group: "behind",
    title: {
      en: "The way to a service is slow",
      de: "Der Weg zu einem Dienst ist langsam",
    },
    hint: {
      en: "the entry waits for one of them",
      de: "der Eingang wartet auf einen von ihnen",
    },
    description: {
      en: "Calls from the entry to a service arrive late. The service itself is well; everything that needs it waits.",
      de: "Aufrufe vom Eingang an einen Dienst kommen verspätet an. Dem Dienst selbst geht es gut; alles, was ihn braucht, wartet.",
    },
    defaults: { percentage: 100, delayMs: 800, jitterMs: 0, match: {} },
  },
  {
    kind: "upstream-abort",
    group: "behind",
    title: {
      en: "The way to a service is cut",
      de: "Der Weg zu einem Dienst ist gekappt",
    },
    hint: {
      en: "the circuit breaker opens",
      de: "die Sicherung springt heraus",
    },
    description: {
      en: "Calls from the entry to a service break off. When too many do, the circuit breaker opens and spares the service; the others go on.",
      de: "Aufrufe vom Eingang an einen Dienst brechen ab. Sind es zu viele, springt die Sicherung heraus und schont den Dienst; die anderen arbeiten weiter.",
    },
    defaults: { percentage: 100, match: {} },
  },
]
