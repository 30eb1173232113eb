import { useI18n } from "../i18n/i18n.ts"
import { bucketEnds, type HeatColumn, type HeatRows } from "./heat-model.ts"
import styles from "./StripTable.module.css"
import type { StripData } from "./strip-model.ts"

interface HeatTableProps {
  readonly data: StripData
  readonly columns: readonly HeatColumn[]
  readonly rows: HeatRows
}

/** The same shares as the heat map, newest first; a bucket is named by its upper bound. */
export function HeatTable({ data, columns, rows }: HeatTableProps) {
  const { t, format } = useI18n()
  const buckets = Array.from({ length: rows.last - rows.first + 1 }, (_, index) => rows.first + index)
  const lines = data.seconds
    .map((second, slot) => ({
      second,
      column: columns[slot] ?? null,
      total: data.columns[0]?.[slot] ?? null,
    }))
    .filter(({ second }) => second !== undefined)
    .toReversed()
  return (
    <table className={styles.table}>
      <caption>{t("heat.table")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("chart.time")}</th>
          <th scope="col">{t("heat.answered")}</th>
          {buckets.map((bucket) => (
            <th key={bucket} scope="col">
              {bucketEnds(bucket).toMs === null
                ? `> ${format.exact(bucketEnds(bucket).fromMs)}`
                : `≤ ${format.exact(bucketEnds(bucket).toMs ?? 0)}`}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ second, column, total }) => (
          <tr key={second?.at}>
            <td>{format.time(second?.at ?? 0)}</td>
            <td>{format.number(total)}</td>
            {buckets.map((bucket) => (
              <td key={bucket}>{format.percent(column?.[bucket])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
