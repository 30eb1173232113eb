import type { FaultKindInfo } from "@gameday/contract"
import { useState } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { ActiveFaults } from "./ActiveFaults.tsx"
import { Catalogue } from "./Catalogue.tsx"
import styles from "./Chaos.module.css"
import { type Draft, draftFor } from "./draft.ts"
import { FaultPanel } from "./FaultPanel.tsx"
import { PastFaults } from "./PastFaults.tsx"
import { useFaultKinds } from "./use-fault-kinds.ts"

/** Where things are broken on purpose: choose, see who will be hit, fire, heal. */
export function Chaos() {
  const { t } = useI18n()
  const operator = useStage(isOperator)
  const services = useStage((stage) => stage.state?.services)
  const [kinds, retry] = useFaultKinds()
  const [draft, setDraft] = useState<Draft | null>(null)
  const known = kinds.state === "ready" ? kinds.kinds : []
  const choose = (kind: FaultKindInfo) => setDraft(draftFor(kind, services ?? [], draft))
  return (
    <div className={styles.chaos}>
      <ActiveFaults kinds={known} />
      <div className={styles.columns} data-operator={operator}>
        <div className={styles.catalogue}>
          {kinds.state === "loading" && <Empty>{t("chaos.loading")}</Empty>}
          {kinds.state === "failed" && (
            <Empty action={<Button onClick={retry}>{t("action.retry")}</Button>}>
              {t("chaos.failed")} <code>{kinds.error.code}</code>
            </Empty>
          )}
          {kinds.state === "ready" && (
            <Catalogue kinds={kinds.kinds} chosen={draft?.kind.kind} onChoose={operator ? choose : null} />
          )}
          <PastFaults kinds={known} />
        </div>
        {operator && (
          <aside className={styles.panel} aria-label={t("chaos.panel")}>
            {draft === null ? (
              <Empty>{t("chaos.none-chosen")}</Empty>
            ) : (
              <FaultPanel draft={draft} onChange={setDraft} />
            )}
          </aside>
        )}
      </div>
    </div>
  )
}
