import { useI18n } from "../i18n/i18n.ts"
import { useStageNow } from "../store/now.ts"
import { connectionWord } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import { StatusShape } from "../ui/Icon.tsx"
import styles from "./Clock.module.css"

/** The stage's time while frames come; how old the picture is when they stop. */
export function Clock() {
  const { t, format } = useI18n()
  const word = useStage((stage) => connectionWord(stage.connection))
  const at = useStage((stage) => stage.state?.at ?? null)
  const now = useStageNow(250)
  return (
    <span className={styles.clock} data-testid="connection" data-state={word}>
      {word === "live" ? (
        <time>{format.time(now)}</time>
      ) : (
        <>
          <StatusShape status="unknown" />
          {at === null
            ? t("top.connecting")
            : t("top.stale", { age: format.duration(Math.max(0, Math.round((now - at) / 1000))) })}
        </>
      )}
    </span>
  )
}
