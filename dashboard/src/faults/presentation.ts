import type { FaultKind, FaultRecord, Localized } from "@gameday/contract"
import type { I18n } from "../i18n/i18n.ts"
import type { IconName } from "../ui/Icon.tsx"

/** How the stage talks about a kind of fault. A new kind is one entry here; the compiler asks for it. */
export interface FaultPresentation {
  readonly icon: IconName
  /** Short, for bands on charts. */
  readonly band: Localized
  /** The command, naming the victims as `{who}`. */
  readonly command: Localized
  /** What we did, in the first person. */
  readonly did: Localized
  /** Headline of the incident it caused. */
  readonly incident: Localized
  /** What happens to a named instance, below its name. */
  readonly happens: Localized
  /** Instances go away and others take over. */
  readonly takesInstancesAway: boolean
}

const presentations = {
  kill: {
    icon: "bolt",
    band: { en: "Server dies", de: "Server stirbt" },
    command: { en: "Kill {who}", de: "{who} abschalten" },
    did: { en: "We killed {who}", de: "Wir haben {who} abgeschaltet" },
    incident: { en: "{who} killed", de: "{who} abgeschaltet" },
    happens: { en: "is killed", de: "wird abgeschaltet" },
    takesInstancesAway: true,
  },
  crash: {
    icon: "err",
    band: { en: "Server crashes", de: "Server stürzt ab" },
    command: { en: "Crash {who}", de: "{who} abstürzen lassen" },
    did: { en: "We crashed {who}", de: "Wir haben {who} abstürzen lassen" },
    incident: { en: "{who} crashed", de: "{who} abgestürzt" },
    happens: { en: "crashes", de: "stürzt ab" },
    takesInstancesAway: true,
  },
  stop: {
    icon: "stop",
    band: { en: "Server stopped", de: "Server abgeschaltet" },
    command: { en: "Stop {who}", de: "{who} stoppen" },
    did: { en: "We stopped {who}", de: "Wir haben {who} gestoppt" },
    incident: { en: "{who} stopped", de: "{who} gestoppt" },
    happens: { en: "is stopped and stays off", de: "wird gestoppt und bleibt aus" },
    takesInstancesAway: true,
  },
  pause: {
    icon: "snow",
    band: { en: "Server frozen", de: "Server eingefroren" },
    command: { en: "Freeze {who}", de: "{who} einfrieren" },
    did: { en: "We froze {who}", de: "Wir haben {who} eingefroren" },
    incident: { en: "{who} frozen", de: "{who} eingefroren" },
    happens: { en: "freezes", de: "friert ein" },
    takesInstancesAway: true,
  },
  restart: {
    icon: "loop",
    band: { en: "Server restarts", de: "Server startet neu" },
    command: { en: "Restart {who}", de: "{who} neu starten" },
    did: { en: "We restarted {who}", de: "Wir haben {who} neu gestartet" },
    incident: { en: "{who} restarted", de: "{who} neu gestartet" },
    happens: { en: "restarts", de: "startet neu" },
    takesInstancesAway: true,
  },
  latency: {
    icon: "slow",
    band: { en: "Answers slow", de: "Antworten langsam" },
    command: { en: "Slow down {who}", de: "{who} verlangsamen" },
    did: { en: "We slowed down {who}", de: "Wir haben {who} verlangsamt" },
    incident: { en: "{who} slowed down", de: "{who} verlangsamt" },
    happens: { en: "answers late", de: "antwortet spät" },
    takesInstancesAway: false,
  },
  "slow-body": {
    icon: "drip",
    band: { en: "Answers trickle in", de: "Antworten tröpfeln" },
    command: { en: "Let {who} trickle", de: "{who} tröpfeln lassen" },
    did: { en: "We let {who} answer bit by bit", de: "Wir lassen {who} nur tröpfchenweise antworten" },
    incident: { en: "{who} answers bit by bit", de: "{who} antwortet tröpfchenweise" },
    happens: { en: "answers bit by bit", de: "antwortet tröpfchenweise" },
    takesInstancesAway: false,
  },
  timeout: {
    icon: "hole",
    band: { en: "No answer", de: "Keine Antwort" },
    command: { en: "Silence {who}", de: "{who} verstummen lassen" },
    did: { en: "We silenced {who}", de: "Wir haben {who} verstummen lassen" },
    incident: { en: "{who} does not answer", de: "{who} antwortet nicht" },
    happens: { en: "does not answer", de: "antwortet nicht" },
    takesInstancesAway: false,
  },
  "event-loop-block": {
    icon: "loop",
    band: { en: "Program hangs", de: "Programm hängt" },
    command: { en: "Hang {who}", de: "{who} hängen lassen" },
    did: { en: "We let {who} hang", de: "Wir lassen {who} hängen" },
    incident: { en: "{who} hangs", de: "{who} hängt" },
    happens: { en: "stands still again and again", de: "steht immer wieder still" },
    takesInstancesAway: false,
  },
  abort: {
    icon: "cut",
    band: { en: "Connections cut", de: "Verbindungen brechen ab" },
    command: { en: "Cut connections to {who}", de: "Verbindungen zu {who} kappen" },
    did: { en: "We cut connections to {who}", de: "Wir kappen Verbindungen zu {who}" },
    incident: { en: "Connections to {who} cut", de: "Verbindungen zu {who} gekappt" },
    happens: { en: "loses connections", de: "verliert Verbindungen" },
    takesInstancesAway: false,
  },
  unready: {
    icon: "sick",
    band: { en: "Server calls in sick", de: "Server meldet sich krank" },
    command: { en: "Send {who} home sick", de: "{who} krankmelden" },
    did: { en: "We called {who} in sick", de: "Wir haben {who} krankgemeldet" },
    incident: { en: "{who} called in sick", de: "{who} krankgemeldet" },
    happens: { en: "calls in sick", de: "meldet sich krank" },
    takesInstancesAway: true,
  },
  "cpu-burn": {
    icon: "cpu",
    band: { en: "Processor at 100 %", de: "Prozessor bei 100 %" },
    command: { en: "Keep {who} busy", de: "{who} auslasten" },
    did: { en: "We keep the processor of {who} busy", de: "Wir lasten den Prozessor von {who} aus" },
    incident: { en: "Processor of {who} busy", de: "Prozessor von {who} ausgelastet" },
    happens: { en: "computes for nothing", de: "rechnet für nichts" },
    takesInstancesAway: false,
  },
  "memory-pressure": {
    icon: "mem",
    band: { en: "Memory fills up", de: "Speicher läuft voll" },
    command: { en: "Fill the memory of {who}", de: "Speicher von {who} füllen" },
    did: { en: "We filled the memory of {who}", de: "Wir haben den Speicher von {who} gefüllt" },
    incident: { en: "Memory of {who} full", de: "Speicher von {who} voll" },
    happens: { en: "has less memory", de: "hat weniger Speicher" },
    takesInstancesAway: false,
  },
  "error-rate": {
    icon: "err",
    band: { en: "Errors", de: "Fehler" },
    command: { en: "Break answers of {who}", de: "Antworten von {who} stören" },
    did: { en: "We made {who} answer with errors", de: "Wir lassen {who} Fehler liefern" },
    incident: { en: "{who} answers with errors", de: "{who} liefert Fehler" },
    happens: { en: "answers with errors", de: "liefert Fehler" },
    takesInstancesAway: false,
  },
} as const satisfies Record<FaultKind, FaultPresentation>

/** For a kind that is newer than this page. */
const unknownKind: FaultPresentation = {
  icon: "pulse",
  band: { en: "Fault", de: "Fehler" },
  command: { en: "Break {who}", de: "{who} stören" },
  did: { en: "We broke {who}", de: "Wir haben {who} gestört" },
  incident: { en: "{who} broken", de: "{who} gestört" },
  happens: { en: "is hit", de: "wird getroffen" },
  takesInstancesAway: false,
}

/** @param kind of a fault; one that this page does not know yet gets plain words */
export function presentationOf(kind: string): FaultPresentation {
  return Object.hasOwn(presentations, kind) ? presentations[kind as FaultKind] : unknownKind
}

/** "checkout-1 and checkout-2", "product-1, product-2 and product-3". */
export function joinNames(names: readonly string[], { t }: I18n): string {
  if (names.length < 2) return names.join("")
  return `${names.slice(0, -1).join(", ")}${t("list.and")}${names.at(-1)}`
}

/** "We killed checkout-2". */
export function didSentence(fault: FaultRecord, i18n: I18n): string {
  return i18n.fill(presentationOf(fault.kind).did, { who: joinNames(fault.instances, i18n) })
}
