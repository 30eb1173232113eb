import { useI18n } from "../i18n/i18n.ts"
import { Button } from "../ui/Button.tsx"
import { Icon } from "../ui/Icon.tsx"
import styles from "./NoSession.module.css"

/** Without a session nothing is shown but the way to one. */
export function NoSession() {
  const { t } = useI18n()
  return (
    <main className={styles.page} data-testid="no-session">
      <Icon name="logo" className={styles.logo} />
      <h1>{t("session.title")}</h1>
      <p>{t("session.body")}</p>
      <p>{t("session.where")}</p>
      <code>npm start</code>
      <Button onClick={() => location.reload()}>{t("session.retry")}</Button>
    </main>
  )
}
