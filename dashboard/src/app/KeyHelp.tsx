import { useI18n } from "../i18n/i18n.ts"
import { isOperator } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import { Dialog } from "../ui/Dialog.tsx"
import styles from "./KeyHelp.module.css"
import { viewsFor } from "./views.ts"

export function KeyHelp({ onClose }: { onClose(): void }) {
  const { t } = useI18n()
  const operator = useStage(isOperator)
  return (
    <Dialog title={t("keys.title")} onClose={onClose}>
      <dl className={styles.keys}>
        {viewsFor(operator).map((view, index) => (
          <div key={view}>
            <dt>
              <kbd>{index + 1}</kbd>
            </dt>
            <dd>{t(`view.${view}`)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>P</kbd>
          </dt>
          <dd>{t("keys.present")}</dd>
        </div>
        {operator && (
          <div>
            <dt>
              <kbd>Shift</kbd> <kbd>H</kbd>
            </dt>
            <dd>{t("keys.heal")}</dd>
          </div>
        )}
        <div>
          <dt>
            <kbd>?</kbd>
          </dt>
          <dd>{t("keys.help")}</dd>
        </div>
        <div>
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>{t("keys.close")}</dd>
        </div>
      </dl>
    </Dialog>
  )
}
