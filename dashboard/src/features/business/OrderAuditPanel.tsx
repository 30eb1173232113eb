import { useI18n } from "../../i18n/i18n.ts"
import { isLive, isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { Refusal } from "../../ui/Refusal.tsx"
import { SectionTitle } from "../../ui/SectionTitle.tsx"
import { AuditResult } from "./AuditResult.tsx"
import styles from "./OrderAuditPanel.module.css"
import { useOrderAudit } from "./use-order-audit.ts"

/** What customers were told, held against the databases: the newest result, and for the operator a new one. */
export function OrderAuditPanel() {
  const { t } = useI18n()
  const operator = useStage(isOperator)
  const live = useStage(isLive)
  const { audit, now } = useOrderAudit()
  const shown = audit.state === "known" ? audit.audit : "before" in audit ? audit.before : null
  return (
    <section className={styles.audit} data-testid="order-audit" data-state={audit.state}>
      <div className={styles.head}>
        <SectionTitle>{t("audit.title")}</SectionTitle>
        {operator && (
          <Button
            className={styles.now}
            disabled={audit.state === "auditing" || !live}
            data-testid="audit-now"
            onClick={() => void now()}
          >
            {t(audit.state === "auditing" ? "audit.at-work" : "audit.now")}
          </Button>
        )}
      </div>
      {audit.state === "failed" && <Refusal code={audit.error.code} message={audit.error.message} />}
      {audit.state === "none" && (
        <p className={styles.none}>{t(operator ? "audit.none" : "audit.none-viewer")}</p>
      )}
      {audit.state === "asking" && <p className={styles.none}>{t("audit.asking")}</p>}
      {audit.state === "auditing" && shown === null && <p className={styles.none}>{t("audit.reading")}</p>}
      {shown !== null && <AuditResult audit={shown} />}
    </section>
  )
}
