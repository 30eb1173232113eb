import type { RunComparison, RunSummary } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { DataTable } from "../../ui/DataTable.tsx"
import { StatusWord } from "../../ui/StatusWord.tsx"
import styles from "./Comparison.module.css"
import { changeShapes, changeWords, figureName, figureValue, noiseWords } from "./comparison-words.ts"

/** Every figure of both runs, its change, and whether that says anything. */
export function ComparisonTable({ comparison }: { readonly comparison: RunComparison }) {
  const i18n = useI18n()
  const { t, format, pick } = i18n
  const { a, b, figures } = comparison
  const nameOf = ({ title, startedAt }: RunSummary) => `${pick(title)}, ${format.date(startedAt)}`
  return (
    <div className={styles.table}>
      <DataTable
        figures
        columns={[
          t("compare.column.figure"),
          `A: ${nameOf(a)}`,
          `B: ${nameOf(b)}`,
          t("compare.column.change"),
          t("compare.column.noise"),
          t("compare.column.verdict"),
        ]}
      >
        {figures.map((figure) => (
          <tr key={`${figure.metric} ${figure.of}`} data-verdict={figure.verdict}>
            <th scope="row">{figureName(figure, i18n)}</th>
            <td>{figureValue(figure, figure.a, i18n)}</td>
            <td>{figureValue(figure, figure.b, i18n)}</td>
            <td>{changeWords(figure.change, i18n)}</td>
            <td>{noiseWords(figure.noise, i18n)}</td>
            <td>
              <StatusWord status={changeShapes[figure.verdict]}>{t(`compare.${figure.verdict}`)}</StatusWord>
            </td>
          </tr>
        ))}
      </DataTable>
    </div>
  )
}
