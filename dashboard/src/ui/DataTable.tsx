import type { ReactNode } from "react"
import styles from "./DataTable.module.css"

interface DataTableProps {
  readonly columns: readonly string[]
  /** Every column but the first holds figures. */
  readonly figures?: boolean
  /** Rows, one `<tr>` each. */
  readonly children: ReactNode
}

/** Rows of measurements. Where the screen is too narrow, figures scroll sideways and words wrap. */
export function DataTable({ columns, figures = false, children }: DataTableProps) {
  return (
    <div className={styles.scroll} data-figures={figures}>
      <table className={styles.table} data-figures={figures}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
