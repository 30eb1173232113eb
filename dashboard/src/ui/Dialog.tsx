import { type ReactNode, useEffect, useRef } from "react"
import { useI18n } from "../i18n/i18n.ts"
import styles from "./Dialog.module.css"
import { Icon } from "./Icon.tsx"

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  /** For what is to be seen from afar. */
  readonly wide?: boolean
  onClose(): void
}

/** A modal sheet. The browser's own dialog keeps the focus inside and closes on Escape. */
export function Dialog({ title, children, wide = false, onClose }: DialogProps) {
  const { t } = useI18n()
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    element.current?.showModal()
  }, [])
  return (
    <dialog ref={element} className={styles.dialog} aria-label={title} data-wide={wide} onClose={onClose}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <button type="button" className={styles.close} aria-label={t("action.close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className={styles.body}>{children}</div>
    </dialog>
  )
}
