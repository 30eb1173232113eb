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
    icon: "bolt",
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
    icon: "st-paused",
    band: { en: "Server frozen", de: "Server eingefroren" },
    command: { en: "Freeze {who}", de: "{who} einfrieren" },
    did: { en: "We froze {who}", de: "Wir haben {who} eingefroren" },
    incident: { en: "{who} frozen", de: "{who} eingefroren" },
    happens: { en: "freezes", de: "friert ein" },
    takesInstancesAway: true,
  },
  restart: {
    icon: "heal",
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
