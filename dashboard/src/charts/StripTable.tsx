import { useI18n } from "../i18n/i18n.ts"
import styles from "./StripTable.module.css"
import type { StripData, StripSeries } from "./strip-model.ts"

interface StripTableProps {
  readonly data: StripData
  readonly series: readonly StripSeries[]
  format(value: number | null): string
}

/** The same numbers as the strip, newest first. */
export function StripTable({ data, series, format }: StripTableProps) {
  const { t, format: formats } = useI18n()
  const rows = data.seconds
    .map((second, slot) => ({ second, slot }))
    .filter(({ second }) => second !== undefined)
    .toReversed()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("chart.time")}</th>
          {series.map(({ key, label }) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ second, slot }) => (
          <tr key={slot}>
            <td>{formats.time(second?.at ?? 0)}</td>
            {series.map(({ key }, index) => (
              <td key={key}>{format(data.columns[index]?.[slot] ?? null)}</td>
            ))}
            <td>
              {second?.generatorLimited === true && `${t("chart.limited")}: ${t("chart.limited-hint")}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
