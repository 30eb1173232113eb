import type { FaultRecord } from "@gameday/contract"
import { useState } from "react"
import { api } from "../../api/client.ts"
import { run, tell } from "../../commands/run.ts"
import { didSentence } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useTitles } from "../../store/titles.ts"

/** Heals one fault and says so; also the second try, after the first did not undo it. */
export function useHeal(fault: FaultRecord): readonly [healing: boolean, heal: () => void] {
  const i18n = useI18n()
  const titles = useTitles()
  const [asked, setAsked] = useState(false)
  const heal = async () => {
    setAsked(true)
    const healed = await run(api.healFault(fault.id))
    setAsked(false)
    if (healed !== undefined) tell(i18n.t("fault.healed", { what: didSentence(healed, i18n, titles) }))
  }
  return [asked || fault.status === "reverting", () => void heal()]
}
