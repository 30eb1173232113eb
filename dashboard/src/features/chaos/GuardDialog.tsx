import type { StopCondition } from "@gameday/contract"
import { useState } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import styles from "./GuardDialog.module.css"
import { StopConditions } from "./StopConditions.tsx"
import { areAllowed, usualConditions } from "./stop-limits.ts"

interface GuardDialogProps {
  readonly stopWhen: readonly StopCondition[]
  onSave(stopWhen: readonly StopCondition[]): void
  onClose(): void
}

/** The limits of the guard over everything. */
export function GuardDialog({ stopWhen, onSave, onClose }: GuardDialogProps) {
  const { t } = useI18n()
  const [limits, setLimits] = useState(stopWhen)
  const save = () => {
    onSave(limits)
    onClose()
  }
  return (
    <Dialog title={t("guard.dialog")} onClose={onClose}>
      <p className={styles.explained}>{t("guard.explained")}</p>
      <StopConditions conditions={limits} onChange={setLimits} />
      <div className={styles.go}>
        <Button
          look="primary"
          disabled={limits.length === 0 || !areAllowed(limits)}
          data-testid="guard-save"
          onClick={save}
        >
          {t("guard.save")}
        </Button>
        <Button onClick={() => setLimits(usualConditions)}>{t("guard.usual")}</Button>
      </div>
    </Dialog>
  )
}
