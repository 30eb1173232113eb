import type { FaultEnd, FaultKindInfo } from "@gameday/contract"
import { useMemo } from "react"
import { joinNames } from "../../faults/presentation.ts"
import { type MessageKey, useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { pastFaults, titleOf } from "./active-model.ts"
import styles from "./PastFaults.module.css"

const endWords = {
  ttl: "fault.end.ttl",
  healed: "fault.end.healed",
  "healed-all": "fault.end.healed-all",
  recovered: "fault.end.recovered",
  "target-gone": "fault.end.target-gone",
  "failed-to-inject": "fault.end.failed-to-inject",
  "control-plane-restart": "fault.end.control-plane-restart",
} as const satisfies Record<FaultEnd, MessageKey>

/** What we broke before, and the proof that it bit: asked and measured share, and when the first effect was seen. */
export function PastFaults({ kinds }: { readonly kinds: readonly FaultKindInfo[] }) {
  const i18n = useI18n()
  const { t, format, pick } = i18n
  const faults = useStage((stage) => stage.state?.faults)
  const past = useMemo(() => pastFaults(faults ?? []), [faults])
  if (past.length === 0) return null
  return (
    <section className={styles.past}>
      <h2>
        {t("fault.past")} <small>{t("fault.past-window")}</small>
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("chart.time")}</th>
            <th scope="col">{t("fault.column.what")}</th>
            <th scope="col">{t("chaos.where")}</th>
            <th scope="col">{t("fault.column.share")}</th>
            <th scope="col">{t("fault.column.bites")}</th>
            <th scope="col">{t("fault.column.end")}</th>
          </tr>
        </thead>
        <tbody>
          {past.map((fault) => (
            <tr key={fault.id} data-testid="past-fault" data-kind={fault.kind} data-end={fault.end}>
              <td>{format.time(fault.injectedAt)}</td>
              <td>{pick(titleOf(fault, kinds))}</td>
              <td>{joinNames(fault.instances, i18n)}</td>
              <td>
                {fault.requestedPercent !== null &&
                  t("fault.share", {
                    actual: format.percentSign(
                      fault.actualPercent === null ? null : fault.actualPercent / 100,
                    ),
                    asked: format.limit(fault.requestedPercent / 100),
                  })}
              </td>
              <td>{format.milliseconds(fault.bitingAfterMs)}</td>
              <td>{fault.end !== null && t(endWords[fault.end])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
