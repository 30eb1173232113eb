import { QrCode } from "../../audience/QrCode.tsx"
import { reachWords } from "../../audience/reach-words.ts"
import { useViewerLink } from "../../audience/use-viewer-link.ts"
import { useI18n } from "../../i18n/i18n.ts"
import styles from "./AudienceCode.module.css"

/** The code for phones over the whole screen, as long as the presenter lets it stand. */
export function AudienceCode() {
  const i18n = useI18n()
  const { t } = i18n
  const link = useViewerLink()
  const problem = link === null ? null : reachWords(link, i18n)
  return (
    <section className={styles.cover} aria-label={t("audience.open")} data-testid="audience-code">
      {link === null && <p>{t("audience.asking")}</p>}
      {problem !== null && (
        <div>
          <h2>{t("audience.unreachable")}</h2>
          <p>{problem}</p>
        </div>
      )}
      {link !== null && problem === null && (
        <>
          <div className={styles.code}>
            <QrCode text={link.url} label={t("audience.code")} />
          </div>
          <div>
            <h2>{t("audience.scan")}</h2>
            <p className={styles.link}>{new URL(link.url).host}</p>
            <p>{t("audience.lead")}</p>
          </div>
        </>
      )}
    </section>
  )
}
