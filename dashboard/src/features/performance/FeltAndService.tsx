import type { LoadState } from "@gameday/contract"
import { unitSpace } from "../../i18n/format.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { Explained } from "../../ui/Explained.tsx"
import { SectionTitle } from "../../ui/SectionTitle.tsx"
import styles from "./FeltAndService.module.css"

/** What customers feel, from the moment each request was due, beside what the shop takes once it was sent. */
export function FeltAndService({ load }: { readonly load: LoadState }) {
  const { t } = useI18n()
  const felt = { p50: load.p50Ms, p95: load.p95Ms, p99: load.p99Ms }
  const service = { p50: load.serviceP50Ms, p95: load.serviceP95Ms }
  return (
    <section>
      <SectionTitle note={t("performance.window")}>{t("performance.felt-title")}</SectionTitle>
      <div className={styles.rows}>
        <Row name={t("performance.felt")} formula={t("performance.felt-formula")} values={felt} strong />
        <Row name={t("performance.service")} formula={t("performance.service-formula")} values={service} />
      </div>
    </section>
  )
}

interface RowProps {
  readonly name: string
  readonly formula: string
  readonly values: Readonly<Record<string, number | null>>
  readonly strong?: boolean
}

function Row({ name, formula, values, strong = false }: RowProps) {
  const { format } = useI18n()
  return (
    <Explained formula={formula} side="below-left" className={styles.row}>
      <span className={styles.name}>{name}</span>
      {Object.entries(values).map(([quantile, ms]) => {
        const [figure, unit = ""] = format.milliseconds(ms).split(unitSpace)
        return (
          <span
            key={quantile}
            className={styles.figure}
            data-strong={strong}
            data-testid={`${quantile}-${strong ? "felt" : "service"}`}
          >
            <small>{quantile}</small>
            <b>{figure}</b>
            <small>{unit}</small>
          </span>
        )
      })}
    </Explained>
  )
}
