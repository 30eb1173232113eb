import type { EdgeState } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { Explained } from "../../ui/Explained.tsx"
import styles from "./SafetyNets.module.css"
import { safetyNetFigures } from "./safety-nets.ts"

interface SafetyNetsProps {
  readonly edges: readonly EdgeState[]
  readonly side: "above" | "below"
}

/** What customers do not notice because somebody caught it. Quiet while there is nothing to catch. */
export function SafetyNets({ edges, side }: SafetyNetsProps) {
  const { t, format } = useI18n()
  const { retriesPerSecond, fallbacksPerSecond } = safetyNetFigures(edges)
  if (retriesPerSecond === null && fallbacksPerSecond === null) return null
  const atWork = (retriesPerSecond ?? 0) + (fallbacksPerSecond ?? 0) > 0
  return (
    <Explained formula={t("formula.nets")} side={side} className={styles.nets}>
      <span className={styles.label}>{t("nets.title")}</span>
      <span className={styles.figures} data-work={atWork} data-testid="safety-nets">
        <b>
          {format.rate(retriesPerSecond)} <small>{t("nets.retries")}</small>
        </b>
        <b>
          {format.rate(fallbacksPerSecond)} <small>{t("nets.fallbacks")}</small>
        </b>
      </span>
    </Explained>
  )
}
