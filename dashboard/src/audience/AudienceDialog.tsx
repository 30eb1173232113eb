import { type RefObject, useRef } from "react"
import { tell } from "../commands/run.ts"
import { type I18n, useI18n } from "../i18n/i18n.ts"
import { Button } from "../ui/Button.tsx"
import { Dialog } from "../ui/Dialog.tsx"
import { Icon } from "../ui/Icon.tsx"
import styles from "./AudienceDialog.module.css"
import { QrCode } from "./QrCode.tsx"
import { reachWords } from "./reach-words.ts"
import { useViewerLink } from "./use-viewer-link.ts"

/** The read-only link, to be scanned from the back row or copied. A code that phones cannot open is not shown. */
export function AudienceDialog({ onClose }: { onClose(): void }) {
  const i18n = useI18n()
  const { t } = i18n
  const link = useViewerLink()
  const field = useRef<HTMLInputElement>(null)
  const problem = link === null ? null : reachWords(link, i18n)
  return (
    <Dialog title={t("audience.open")} wide onClose={onClose}>
      {link === null ? (
        <p className={styles.lead}>{t("audience.asking")}</p>
      ) : (
        <div className={styles.audience} data-code={problem === null}>
          {problem === null && <QrCode text={link.url} label={t("audience.code")} />}
          <div className={styles.words}>
            {problem === null ? (
              <>
                <h3 className={styles.scan}>{t("audience.scan")}</h3>
                <p className={styles.lead}>{t("audience.lead")}</p>
              </>
            ) : (
              <>
                <h3>
                  <Icon name="st-degraded" className="s-degraded" />
                  {t("audience.unreachable")}
                </h3>
                <p className={styles.lead} data-testid="audience-problem">
                  {problem}
                </p>
                <p>{t("audience.here")}</p>
              </>
            )}
            <input
              ref={field}
              className={styles.link}
              readOnly
              value={link.url}
              aria-label={t("audience.link")}
              data-testid="viewer-link"
              onFocus={(event) => event.target.select()}
            />
            <Button look="primary" onClick={() => void copy(link.url, field, i18n)}>
              <Icon name="link" />
              {t("audience.copy")}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  )
}

async function copy(url: string, field: RefObject<HTMLInputElement | null>, { t }: I18n): Promise<void> {
  try {
    await navigator.clipboard.writeText(url)
    tell(t("audience.copied"))
  } catch {
    // No clipboard without a secure origin: what is selected the keyboard copies.
    field.current?.select()
    tell(t("audience.selected"))
  }
}
