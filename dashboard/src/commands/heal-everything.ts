import type { HealReport } from "@gameday/contract"
import { api } from "../api/client.ts"
import { type I18n, languages } from "../i18n/i18n.ts"
import { usePreferences } from "../store/preferences.ts"
import { run, tell } from "./run.ts"

/** Ends every fault and says what the control plane found when it looked for residue. */
export async function healEverything(): Promise<void> {
  const report = await run(api.healEverything())
  if (report !== undefined) tell(healWords(report, languages[usePreferences.getState().locale]))
}

export function healWords(
  { healed, failed, verified, tookMs, residue }: HealReport,
  { t, format }: I18n,
): string {
  const total = format.number(healed + failed)
  if (!verified || failed > 0) {
    return t("heal.unverified", { healed: format.number(healed), total, residue: residue.join(", ") })
  }
  if (healed === 0) return t("heal.nothing")
  return t("heal.done", { healed: format.number(healed), total, took: format.duration(tookMs / 1000) })
}
