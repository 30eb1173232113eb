import { useI18n } from "../i18n/i18n.ts"
import { useReplay } from "../replay/replay-store.ts"
import { useStage } from "../store/stage-store.ts"
import { Button } from "../ui/Button.tsx"
import styles from "./Waiting.module.css"

const bytesPerMegabyte = 1_000_000

/** Before the first picture: what is waited for, and what to do when it does not come. */
export function Waiting() {
  const { t, format } = useI18n()
  const unreachable = useStage((stage) => stage.connection.state === "lost")
  const replay = useReplay((state) => state.replay)
  if (replay.phase === "failed") {
    return (
      <main className={styles.waiting} data-testid="replay-failed">
        <h1>{t("replay.failed")}</h1>
        <p>{t(`replay.${replay.reason}`)}</p>
        <Button onClick={() => location.assign(location.pathname)}>{t("replay.live")}</Button>
      </main>
    )
  }
  return (
    <main className={styles.waiting}>
      <p>
        {replay.phase === "loading"
          ? t("replay.loading", { size: `${format.number(replay.bytes / bytesPerMegabyte, 1)} MB` })
          : t(unreachable ? "connection.unreachable" : "connection.first")}
      </p>
    </main>
  )
}
