import type { ReactNode } from "react"
import { useI18n } from "../i18n/i18n.ts"
import { Icon } from "./Icon.tsx"
import styles from "./Panel.module.css"

interface WithChildren {
  readonly children: ReactNode
}

interface PanelTitleProps extends WithChildren {
  /** Given: it can be put away. */
  readonly onClose?: () => void
}

/** What the panel is about. */
export function PanelTitle({ children, onClose }: PanelTitleProps) {
  const { t } = useI18n()
  return (
    <div className={styles.head}>
      <h2 className={styles.title}>{children}</h2>
      {onClose !== undefined && (
        <button type="button" className={styles.close} aria-label={t("action.close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </div>
  )
}

export function PanelLead({ children }: WithChildren) {
  return <p className={styles.lead}>{children}</p>
}

interface PanelFieldProps extends WithChildren {
  /** The words before the control; null where the control brings its own label. */
  readonly label?: string | null
}

/** One thing to decide: its name, then the control. */
export function PanelField({ label = null, children }: PanelFieldProps) {
  return (
    <div className={styles.field}>
      {label !== null && <span className={styles.label}>{label}</span>}
      {children}
    </div>
  )
}

export function PanelHint({ children }: WithChildren) {
  return <p className={styles.hint}>{children}</p>
}

/** What is done with it all: stays in sight at the panel's end however long it is. */
export function PanelBottom({ children }: WithChildren) {
  return <div className={styles.bottom}>{children}</div>
}
