import type { RunSummary } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { verdictShape } from "../../runs/verdict-words.ts"
import { DataTable } from "../../ui/DataTable.tsx"
import { StatusWord } from "../../ui/StatusWord.tsx"
import styles from "./RunTable.module.css"

interface RunTableProps {
  readonly runs: readonly RunSummary[]
  readonly chosen: string | null
  onChoose(id: string): void
}

export function RunTable({ runs, chosen, onChoose }: RunTableProps) {
  const { t } = useI18n()
  return (
    <div className={styles.runs}>
      <DataTable
        columns={[
          t("report.column.verdict"),
          t("report.column.run"),
          t("report.column.when"),
          t("report.column.promises"),
          t("report.column.duration"),
        ]}
      >
        {runs.map((run) => (
          <Row key={run.id} run={run} chosen={run.id === chosen} onChoose={() => onChoose(run.id)} />
        ))}
      </DataTable>
    </div>
  )
}

interface RowProps {
  readonly run: RunSummary
  readonly chosen: boolean
  onChoose(): void
}

function Row({ run, chosen, onChoose }: RowProps) {
  const { t, format, pick } = useI18n()
  return (
    <tr data-chosen={chosen} data-testid={`run-${run.id}`}>
      <td>
        <StatusWord status={verdictShape(run)}>{useVerdictWord(run)}</StatusWord>
      </td>
      <th scope="row">
        <button type="button" aria-pressed={chosen} onClick={onChoose}>
          {pick(run.title)}
          {run.recording && <small>{t("report.recording")}</small>}
        </button>
      </th>
      <td>{format.date(run.startedAt)}</td>
      <td>{t("report.kept", { kept: format.number(run.kept), total: format.number(run.expectations) })}</td>
      <td>{format.duration(run.endedAt === null ? null : (run.endedAt - run.startedAt) / 1000)}</td>
    </tr>
  )
}

function useVerdictWord({ status, verdict }: Pick<RunSummary, "status" | "verdict">): string {
  const { t } = useI18n()
  return t(verdict === null ? `run.status.${status}` : `report.verdict.${verdict}`)
}
