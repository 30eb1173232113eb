import type { FaultEnd, FaultKindInfo, FaultRecord } from "@gameday/contract"
import { useMemo } from "react"
import { joinVictims, presentationOf } from "../../faults/presentation.ts"
import { type MessageKey, useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { useTitles } from "../../store/titles.ts"
import { DataTable } from "../../ui/DataTable.tsx"
import { SectionTitle } from "../../ui/SectionTitle.tsx"
import { pastFaults, titleOf } from "./active-model.ts"
import styles from "./PastFaults.module.css"
import { useStopWords } from "./use-stop-words.ts"

const endWords = {
  ttl: "fault.end.ttl",
  healed: "fault.end.healed",
  "healed-all": "fault.end.healed-all",
  recovered: "fault.end.recovered",
  "target-gone": "fault.end.target-gone",
  "stop-condition": "fault.end.stop-condition",
  "failed-to-inject": "fault.end.failed-to-inject",
  "control-plane-restart": "fault.end.control-plane-restart",
} as const satisfies Record<FaultEnd, MessageKey>

/** What we broke before, and the proof that it bit: asked and measured share, when it was felt, and why it ended. */
export function PastFaults({ kinds }: { readonly kinds: readonly FaultKindInfo[] }) {
  const { t } = useI18n()
  const faults = useStage((stage) => stage.state?.faults)
  const past = useMemo(() => pastFaults(faults ?? []), [faults])
  if (past.length === 0) return null
  return (
    <section className={styles.past}>
      <SectionTitle note={t("fault.past-window")}>{t("fault.past")}</SectionTitle>
      <DataTable
        columns={[
          t("chart.time"),
          t("fault.column.what"),
          t("chaos.where"),
          t("fault.column.share"),
          t("fault.column.bites"),
          t("fault.column.end"),
        ]}
      >
        {past.map((fault) => (
          <PastFault key={fault.id} fault={fault} kinds={kinds} />
        ))}
      </DataTable>
    </section>
  )
}

function PastFault({
  fault,
  kinds,
}: {
  readonly fault: FaultRecord
  readonly kinds: readonly FaultKindInfo[]
}) {
  const i18n = useI18n()
  const { t, format, pick } = i18n
  const titles = useTitles()
  const { sayStopped } = useStopWords()
  const { requestedPercent, actualPercent, end, stoppedBy } = fault
  return (
    <tr data-testid="past-fault" data-kind={fault.kind} data-end={end}>
      <td>{format.time(fault.injectedAt)}</td>
      <td>{pick(titleOf(fault, kinds))}</td>
      <td>{presentationOf(fault.kind).victims !== "nobody" && joinVictims(fault.instances, i18n, titles)}</td>
      <td>
        {requestedPercent !== null &&
          t("fault.share", {
            actual: format.percentSign(actualPercent === null ? null : actualPercent / 100),
            asked: format.limit(requestedPercent / 100),
          })}
      </td>
      <td>{format.milliseconds(fault.bitingAfterMs)}</td>
      <td>{stoppedBy !== null ? sayStopped(stoppedBy) : end !== null && t(endWords[end])}</td>
    </tr>
  )
}
