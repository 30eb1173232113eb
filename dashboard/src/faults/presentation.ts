import type { FaultKind, FaultRecord, Incident, Localized } from "@gameday/contract"
import type { I18n } from "../i18n/i18n.ts"
import type { FaultPresentation } from "./fault-presentation.ts"
import { answersFaults } from "./kinds/answers.ts"
import { behindFaults } from "./kinds/behind.ts"
import { customersFaults } from "./kinds/customers.ts"
import { machineFaults } from "./kinds/machine.ts"
import { networkFaults } from "./kinds/network.ts"
import { serversFaults } from "./kinds/servers.ts"
import { speedFaults } from "./kinds/speed.ts"

/** A new kind is one entry in the file of its group; the compiler asks for it. */
const presentations = {
  ...serversFaults,
  ...speedFaults,
  ...answersFaults,
  ...machineFaults,
  ...networkFaults,
  ...behindFaults,
  ...customersFaults,
} as const satisfies Readonly<Record<FaultKind, FaultPresentation>>

/** For a kind that is newer than this page. */
const unknownKind: FaultPresentation = {
  icon: "pulse",
  band: { en: "Fault", de: "Fehler" },
  command: { en: "Break {who}", de: "{who} stören" },
  did: { en: "We broke {who}", de: "Wir haben {who} gestört" },
  incident: { en: "{who} broken", de: "{who} gestört" },
  happens: { en: "is hit", de: "wird getroffen" },
  victims: "stay",
}

/** @param kind of a fault; one that this page does not know yet gets plain words */
export function presentationOf(kind: string): FaultPresentation {
  return Object.hasOwn(presentations, kind) ? presentations[kind as FaultKind] : unknownKind
}

/** How services and dependencies are called, by name. */
export type Titles = ReadonlyMap<string, Localized>

/** "checkout-1 and checkout-2", "product-1, product-2 and product-3". */
export function joinNames(names: readonly string[], { t }: I18n): string {
  if (names.length < 2) return names.join("")
  return `${names.slice(0, -1).join(", ")}${t("list.and")}${names.at(-1)}`
}

/** Instances go by their own name, dependencies by what people call them. */
export function joinVictims(names: readonly string[], i18n: I18n, titles: Titles): string {
  return joinNames(
    names.map((name) => nameOf(name, titles, i18n)),
    i18n,
  )
}

/** What people call a service or a dependency; the name itself where nobody told. */
export function nameOf(name: string, titles: Titles, { pick }: I18n): string {
  const title = titles.get(name)
  return title === undefined ? name : pick(title)
}

/** "We killed checkout-2". */
export function didSentence(
  { kind, instances }: Pick<FaultRecord, "kind" | "instances">,
  i18n: I18n,
  titles: Titles,
): string {
  return i18n.fill(presentationOf(kind).did, { who: joinVictims(instances, i18n, titles) })
}

/** "checkout-2 killed": what an incident was. */
export function incidentTitle(
  { faultKind, instance }: Pick<Incident, "faultKind" | "instance">,
  { t, fill }: I18n,
): string {
  return faultKind === null
    ? t("receipt.died", { instance })
    : fill(presentationOf(faultKind).incident, { who: instance })
}
