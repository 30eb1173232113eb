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
