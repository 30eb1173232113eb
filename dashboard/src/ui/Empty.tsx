import type { ReactNode } from "react"
import styles from "./Empty.module.css"

interface EmptyProps {
  /** One sentence. */
  readonly children: ReactNode
  /** One thing to do about it. */
  readonly action?: ReactNode
}

/** What stands where there is nothing to show. */
export function Empty({ children, action }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  )
}
