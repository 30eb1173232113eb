import type { ReactNode, Ref } from "react"
import styles from "./SplitView.module.css"

interface SplitViewProps {
  readonly children: ReactNode
  /** What the operator does; null for those who only look. */
  readonly panel: ReactNode | null
  readonly panelLabel: string
  readonly panelRef?: Ref<HTMLElement>
}

/** What is to be seen on the left, what is to be done about it on the right; below each other on a small screen. */
export function SplitView({ children, panel, panelLabel, panelRef }: SplitViewProps) {
  return (
    <div className={styles.split} data-panel={panel !== null}>
      <div className={styles.main}>{children}</div>
      {panel !== null && (
        <aside ref={panelRef} className={styles.panel} aria-label={panelLabel}>
          {panel}
        </aside>
      )}
    </div>
  )
}
