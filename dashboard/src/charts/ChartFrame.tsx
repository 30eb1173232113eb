import { type ReactNode, type RefObject, useState } from "react"
import { useI18n } from "../i18n/i18n.ts"
import { Dialog } from "../ui/Dialog.tsx"
import { Icon } from "../ui/Icon.tsx"
import styles from "./ChartFrame.module.css"
import type { useZoomDrag } from "./use-zoom-drag.ts"

interface ChartFrameProps {
  readonly title: string
  readonly legend: ReactNode
  /** The chart in words. */
  readonly summary: string
  /** The element to draw in. */
  readonly host: RefObject<HTMLDivElement | null>
  readonly zoom: ReturnType<typeof useZoomDrag>
  readonly zooms: boolean
  /** What stands where there is nothing to draw; null: there is something. */
  readonly empty: string | null
  /** The same figures as a table. */
  table(): ReactNode
  readonly children?: ReactNode
  readonly className?: string | undefined
}

/** What all time charts share: title, legend, the place to draw in, what is drawn across it to zoom, and the table. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, legend, summary, host, zoom, zooms, empty, table, children, className } = props
  const { t } = useI18n()
  const [tableOpen, setTableOpen] = useState(false)
  return (
    <figure className={`${styles.chart} ${className ?? ""}`}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <span className={styles.legend}>{legend}</span>
      </div>
      <div className={styles.plot} data-zooms={zooms} {...zoom.handlers}>
        <div className={styles.canvas} ref={host} role="img" aria-label={summary}>
          {children}
        </div>
        {zoom.selection !== null && <i className={styles.selection} style={zoom.selection} />}
      </div>
      <button
        type="button"
        className={styles.table}
        aria-label={`${title}: ${t("chart.table")}`}
        onClick={() => setTableOpen(true)}
      >
        <Icon name="table" />
      </button>
      {empty !== null && <p className={styles.empty}>{empty}</p>}
      {tableOpen && (
        <Dialog title={title} onClose={() => setTableOpen(false)}>
          {table()}
        </Dialog>
      )}
    </figure>
  )
}
