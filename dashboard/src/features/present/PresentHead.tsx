import type { ReactNode } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { runningOf } from "../../situation/elapsed.ts"
import { useStageNow } from "../../store/now.ts"
import { connectionWord } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Icon, StatusShape } from "../../ui/Icon.tsx"
import styles from "./PresentHead.module.css"

/** What runs and for how long, the time of day, and the one thing that can be pressed. */
export function PresentHead({ heal }: { readonly heal: ReactNode }) {
  const i18n = useI18n()
  const { t, format } = i18n
  const state = useStage((stage) => stage.state)
  const word = useStage((stage) => connectionWord(stage.connection))
  const now = useStageNow(250)
  const at = state?.at ?? now
  const running = state === null ? null : runningOf(state, word === "live" ? now : at, i18n)
  return (
    <header className={styles.head}>
      <Icon name="logo" className={styles.logo} />
      {running === null ? (
        <span className={styles.title}>{t("top.no-load")}</span>
      ) : (
        <span className={styles.title} data-testid="present-running">
          <b>{running.title}</b>
          <time>{format.countdown(Math.floor(running.elapsedSeconds))}</time>
          {running.plannedSeconds !== null && (
            <small>{t("present.of", { planned: format.countdown(running.plannedSeconds) })}</small>
          )}
        </span>
      )}
      <span className={styles.clock} data-testid="connection" data-state={word}>
        {word === "live" ? (
          <time>{format.time(now)}</time>
        ) : (
          <>
            <StatusShape status="unknown" />
            {t("top.stale", { age: format.duration(Math.max(0, Math.round((now - at) / 1000))) })}
          </>
        )}
      </span>
      {heal}
    </header>
  )
}
