import type { FaultKindInfo } from "@gameday/contract"
import { useMemo } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { activeFaults } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import styles from "./ActiveFaults.module.css"
import { LiveFault } from "./LiveFault.tsx"
import { StuckFault } from "./StuckFault.tsx"

/** What is broken on purpose right now: how much it really hits, how long it stays, and the way out. */
export function ActiveFaults({ kinds }: { readonly kinds: readonly FaultKindInfo[] }) {
  const { t } = useI18n()
  const state = useStage((stage) => stage.state)
  const faults = useMemo(() => activeFaults(state), [state])
  if (faults.length === 0) return null
  return (
    <section className={styles.strip} aria-label={t("fault.strip")} data-many={faults.length > 1}>
      {faults.map((fault) =>
        fault.status === "revert-failed" ? (
          <StuckFault key={fault.id} fault={fault} kinds={kinds} />
        ) : (
          <LiveFault key={fault.id} fault={fault} kinds={kinds} />
        ),
      )}
    </section>
  )
}
