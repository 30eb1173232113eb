import type { State } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { situationOf } from "../../situation/situation.ts"
import { useCalm } from "../../situation/use-calm.ts"
import { useStageNow } from "../../store/now.ts"
import { connectionWord } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { StatusShape } from "../../ui/Icon.tsx"
import styles from "./Story.module.css"

/** The sentence, and how the stage stands: shape, word, and why. */
export function Story({ state }: { readonly state: State }) {
  const i18n = useI18n()
  const { t, format } = i18n
  const live = useStage((stage) => connectionWord(stage.connection) === "live")
  const now = useStageNow(500)
  const told = situationOf(state, i18n)
  const lost = `${t("situation.lost-line")} ${t("situation.lost-picture", { time: format.time(state.at) })}`
  const sentence = useCalm(live ? told.sentence : lost, i18n.locale)
  const status = live ? told.status : "unknown"
  const age = format.duration(Math.max(0, Math.round((now - state.at) / 1000)))
  return (
    <section className={styles.story}>
      <h1 key={sentence} aria-live="polite" data-long={sentence.length > 52} data-testid="situation">
        {sentence}
      </h1>
      <div className={`${styles.now} s-${status}`} data-testid="stage-status" data-status={status}>
        <StatusShape status={status} className={styles.shape} />
        <div>
          <b>{t(`status.${status}`)}</b>
          <span>{live ? told.detail : t("now.stale", { age })}</span>
        </div>
      </div>
    </section>
  )
}
