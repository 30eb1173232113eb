import type { Clock } from "../../clock.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { isOver, runningOf } from "../../situation/elapsed.ts"
import { situationOf } from "../../situation/situation.ts"
import { useStageNow } from "../../store/now.ts"
import { activeFaults, connectionWord } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { StatusWord } from "../../ui/StatusWord.tsx"
import styles from "./ClockFace.module.css"

/** Beside one's own slides: how long it runs, what time it is, what comes next, and whether all is well. */
export function ClockFace({ clock }: { readonly clock: Clock }) {
  const i18n = useI18n()
  const { t, format, pick } = i18n
  const state = useStage((stage) => stage.state)
  const word = useStage((stage) => connectionWord(stage.connection))
  const now = useStageNow(250, clock)
  if (state === null) return <p className={styles.face}>{t("connection.first")}</p>
  const live = word === "live"
  const running = runningOf(state, live ? now : state.at, i18n)
  const status = live ? situationOf(state, i18n).status : "unknown"
  const cue = state.run === null || isOver(state.run) ? null : state.run.nextCue
  const faults = activeFaults(state).length
  const age = format.duration(Math.max(0, Math.round((now - state.at) / 1000)))
  return (
    <main className={styles.face} data-testid="clock-face">
      <div className={styles.times}>
        <p>
          <span>{running === null ? t("top.no-load") : running.title}</span>
          <b data-testid="clock-elapsed">
            {running === null ? "–" : format.countdown(Math.floor(running.elapsedSeconds))}
          </b>
        </p>
        <p>
          <span>{t("clock.now")}</span>
          <b>{format.time(now)}</b>
        </p>
      </div>
      <p className={styles.cue}>
        {cue === null ? (
          t("clock.no-cue")
        ) : (
          <>
            <span>{t(cue.waiting ? "present.waiting" : "present.next")}</span>
            <b>{pick(cue.title)}</b>
          </>
        )}
      </p>
      <p className={styles.state}>
        <StatusWord status={status}>{live ? undefined : t("top.stale", { age })}</StatusWord>
        {faults > 0 && <em>{t("nav.active", { count: format.number(faults) })}</em>}
      </p>
    </main>
  )
}
