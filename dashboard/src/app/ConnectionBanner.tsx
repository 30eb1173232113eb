import { useI18n } from "../i18n/i18n.ts"
import { useStageNow } from "../store/now.ts"
import { connectionWord } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import { Icon } from "../ui/Icon.tsx"
import styles from "./ConnectionBanner.module.css"

/** Says that the picture is old, and of when it is. */
export function ConnectionBanner() {
  const { t, format } = useI18n()
  const word = useStage((stage) => connectionWord(stage.connection))
  const at = useStage((stage) => stage.state?.at ?? null)
  const now = useStageNow(500)
  return (
    <div role="status" aria-live="polite">
      {word !== "live" && at !== null && (
        <p className={styles.banner} data-testid="connection-banner">
          <Icon name="st-unknown" />
          {word === "stale"
            ? t("connection.stale", {
                age: format.duration(Math.max(0, Math.round((now - at) / 1000))),
                time: format.time(at),
              })
            : t("connection.lost", { time: format.time(at) })}
        </p>
      )}
    </div>
  )
}
