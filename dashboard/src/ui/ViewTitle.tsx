import type { ReactNode } from "react"
import styles from "./ViewTitle.module.css"

interface ViewTitleProps {
  readonly children: string
  /** Beside it, smaller: what there is of it. */
  readonly note: string
  /** At the end of the line. */
  readonly tools?: ReactNode
}

/** The question a view answers. */
export function ViewTitle({ children, note, tools }: ViewTitleProps) {
  return (
    <div className={styles.line}>
      <h1 className={styles.title}>
        {children}
        <small>{note}</small>
      </h1>
      {tools}
    </div>
  )
}
