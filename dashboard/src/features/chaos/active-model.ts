import type { FaultKindInfo, FaultRecord, Localized } from "@gameday/contract"
import { joinVictims, presentationOf, type Titles } from "../../faults/presentation.ts"
import type { I18n } from "../../i18n/i18n.ts"

/** How long until it heals by itself: seconds, and the share of its time that is left. */
export function leftOf(
  fault: FaultRecord,
  now: number,
): { readonly seconds: number; readonly share: number } {
  const whole = Math.max(1, fault.expiresAt - fault.injectedAt)
  const left = Math.min(whole, Math.max(0, fault.expiresAt - now))
  return { seconds: left / 1000, share: left / whole }
}

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
