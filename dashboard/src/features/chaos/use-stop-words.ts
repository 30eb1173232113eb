import type { StopCause, StopCondition } from "@gameday/contract"
import { anyOfWords, causeWords } from "../../faults/stop-words.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"

interface StopWords {
  /** "availability < 90 % for 5 s or lost > 10,000 EUR" */
  say(conditions: readonly StopCondition[]): string
  /** "Stopped: availability 81 % < 90 % for 5 s" */
  sayStopped(cause: StopCause): string
}

/** Limits in words, money in the shop's currency. */
export function useStopWords(): StopWords {
  const i18n = useI18n()
  const currency = useStage((stage) => stage.state?.business.currency ?? "EUR")
  return {
    say: (conditions) => anyOfWords(conditions, i18n, currency),
    sayStopped: (cause) => i18n.t("stop.stopped", { cause: causeWords(cause, i18n, currency) }),
  }
}
