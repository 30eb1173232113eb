import { useI18n } from "../i18n/i18n.ts"
import { StatusShape } from "./Icon.tsx"
import styles from "./Refusal.module.css"

interface RefusalProps {
  readonly code: string
  /** Empty: nobody answered. */
  readonly message: string
}

/** Why the control plane said no: its code, and what to do about it. */
export function Refusal({ code, message }: RefusalProps) {
  const { t } = useI18n()
  return (
    <p className={styles.refusal}>
      <StatusShape status="down" className="s-down" />
      <span>
        <code>{code}</code> {message || t("error.unreachable")}
      </span>
    </p>
  )
}
