import { useEffect, useRef } from "react"
import { useI18n } from "../i18n/i18n.ts"
import { closeToast, useToast } from "../store/toasts.ts"
import { Icon } from "../ui/Icon.tsx"
import styles from "./ToastShelf.module.css"

/** Bottom left, one at a time. Errors stay until closed and say what to do. */
export function ToastShelf() {
  const { t } = useI18n()
  const toast = useToast((state) => state.toast)
  const shelf = useRef<HTMLDivElement>(null)
  // On top of a dialog that opened before it.
  useEffect(() => {
    if (toast === null) return
    const shown = shelf.current
    shown?.showPopover?.()
    return () => shown?.hidePopover?.()
  }, [toast])
  return (
    <div ref={shelf} className={styles.shelf} popover="manual" role="status" aria-live="polite">
      {toast !== null && (
        <div className={styles.toast} data-tone={toast.tone} data-testid="toast">
          <Icon
            name={toast.tone === "error" ? "st-down" : "check"}
            className={toast.tone === "error" ? "s-down" : undefined}
          />
          <div>
            {toast.tone === "error" && <code>{toast.code}</code>}
            <p>{toast.text}</p>
            {toast.tone === "error" && toast.details.length > 0 && (
              <ul>
                {toast.details.map((detail) => (
                  <li key={detail}>{detail}</li>
                ))}
              </ul>
            )}
          </div>
          {toast.tone === "done" && toast.undo !== undefined && (
            <button
              type="button"
              className={styles.undo}
              data-testid="toast-undo"
              onClick={() => {
                closeToast()
                toast.undo?.()
              }}
            >
              {t("action.undo")}
            </button>
          )}
          <button type="button" aria-label={t("action.close")} onClick={closeToast}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  )
}
