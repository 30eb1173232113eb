import { didSentence, presentationOf } from "../../faults/presentation.ts"
import { protectionsOff } from "../../faults/protections.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { situationOf } from "../../situation/situation.ts"
import { useCalm } from "../../situation/use-calm.ts"
import { useStageNow } from "../../store/now.ts"
import { connectionWord } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { useTitles } from "../../store/titles.ts"
import { Icon, StatusShape } from "../../ui/Icon.tsx"
import { ProtectionsOffTag } from "./ProtectionsOffTag.tsx"
import styles from "./Situation.module.css"

/** What is broken (sentence), that it heals (blue word and shape), and what we did (ink tag). */
export function Situation() {
  const i18n = useI18n()
  const { t, format } = i18n
  const state = useStage((stage) => stage.state)
  const connection = useStage((stage) => connectionWord(stage.connection))
  const titles = useTitles()
  const now = useStageNow(500)
  const told = state === null ? null : situationOf(state, i18n)
  const live = connection === "live"
  const current = live || state === null ? (told?.sentence ?? "") : lostSentence(state.at)
  const sentence = useCalm(current, i18n.locale)
  if (state === null || told === null) return <section className={styles.situation} />

  const status = live ? told.status : "unknown"
  const detail = live
    ? told.detail
    : t("now.stale", { age: format.duration(Math.max(0, Math.round((now - state.at) / 1000))) })
  return (
    <section className={styles.situation}>
      <div className={styles.words}>
        <div className={styles.tagRow}>
          <ProtectionsOffTag state={state} className={styles.did} />
          {told.did !== null && told.did.id !== protectionsOff(state)?.fault.id && (
            <span className={styles.did}>
              <Icon name={presentationOf(told.did.kind).icon} />
              <span>{format.time(told.did.injectedAt)}</span>
              <span>{didSentence(told.did, i18n, titles)}</span>
            </span>
          )}
        </div>
        <h1 key={sentence} aria-live="polite" data-length={lengthClass(sentence)} data-testid="situation">
          {sentence}
        </h1>
      </div>
      <div className={`${styles.now} s-${status}`} data-testid="stage-status" data-status={status}>
        <StatusShape status={status} className={styles.shape} />
        <div>
          <b>{t(`status.${status}`)}</b>
          <span>{detail}</span>
        </div>
      </div>
    </section>
  )

  function lostSentence(at: number): string {
    return `${t("situation.lost-line")} ${t("situation.lost-picture", { time: format.time(at) })}`
  }
}

/** To 48 characters at full size, to 62 smaller, beyond that smaller still: never cut. */
function lengthClass(sentence: string): "short" | "medium" | "long" {
  if (sentence.length <= 48) return "short"
  return sentence.length <= 62 ? "medium" : "long"
}
