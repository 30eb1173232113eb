import type { FaultKindInfo, FaultRecord, Localized } from "@gameday/contract"
import { joinVictims, presentationOf, type Titles } from "../../faults/presentation.ts"
import type { I18n } from "../../i18n/i18n.ts"

/** As the catalogue calls it; the short name until the catalogue is known. */
export function titleOf(fault: FaultRecord, kinds: readonly FaultKindInfo[]): Localized {
  return kinds.find(({ kind }) => kind === fault.kind)?.title ?? presentationOf(fault.kind).band
}

/** "product-1 and product-2 · customers wait for their pages": who is hit, and what the audience notices. */
export function noticedWords(
  fault: FaultRecord,
  kinds: readonly FaultKindInfo[],
  titles: Titles,
  i18n: I18n,
): string {
  const hint = kinds.find(({ kind }) => kind === fault.kind)?.hint
  const who =
    presentationOf(fault.kind).victims === "nobody" ? "" : joinVictims(fault.instances, i18n, titles)
  const noticed = hint === undefined ? "" : i18n.pick(hint)
  return [who, noticed].filter((part) => part !== "").join(" · ")
}

/** Faults that are over, newest first. */
export function pastFaults(faults: readonly FaultRecord[]): FaultRecord[] {
  return faults.filter(({ endedAt }) => endedAt !== null).toSorted((a, b) => b.injectedAt - a.injectedAt)
}

/** What is known of the effect so far. */
export function effectWords(fault: FaultRecord, { t, format }: I18n): string {
  if (fault.status === "injecting") return t("fault.injecting")
  if (fault.bitingAfterMs === null) return t("fault.not-biting")
  return t("fault.biting", { after: format.milliseconds(fault.bitingAfterMs) })
}
