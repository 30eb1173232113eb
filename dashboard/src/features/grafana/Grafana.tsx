import { useI18n } from "../../i18n/i18n.ts"
import { isReplaying } from "../../replay/replay-store.ts"
import { usePreferences } from "../../store/preferences.ts"
import { useStage } from "../../store/stage-store.ts"
import { Icon } from "../../ui/Icon.tsx"
import { embedUrl } from "./embed-url.ts"
import styles from "./Grafana.module.css"

/** What listens on loopback of the stage's machine is not there for a phone. */
function isWithinReach(url: string): boolean {
  const isLoopback = (host: string) => /^(localhost|127\.[0-9.]+|\[::1\])$/.test(host)
  return !isLoopback(new URL(url).hostname) || isLoopback(location.hostname)
}

/** Grafana beside the stage, when it runs; how to start it when it does not. */
export function Grafana() {
  const { t } = useI18n()
  const theme = usePreferences((preferences) => preferences.theme)
  const url = useStage(
    (stage) => stage.state?.companions.find(({ name, reachable }) => name === "grafana" && reachable)?.url,
  )
  if (url === undefined || isReplaying() || !isWithinReach(url)) {
    return (
      <div className={styles.absent} data-testid="grafana-absent">
        <h1>{t("grafana.unreachable")}</h1>
        <p>{t("grafana.how")}</p>
        <code>npm run start:docker</code>
      </div>
    )
  }
  return (
    <div className={styles.present}>
      <a href={url} target="_blank" rel="noreferrer">
        {t("grafana.open")} <Icon name="link" />
      </a>
      <iframe title={t("grafana.frame")} src={embedUrl(url, theme)} data-testid="grafana-frame" />
    </div>
  )
}
