import type { GeneratorHealth } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { StatusShape } from "../../ui/Icon.tsx"
import styles from "./HonestyBadge.module.css"

/** Whether the generator itself kept up: when it was late, the shop is not to blame. */
export function HonestyBadge({ generator }: { readonly generator: GeneratorHealth | null }) {
  const { t, format } = useI18n()
  if (generator === null) {
    return (
      <section className={styles.badge} data-testid="honesty" data-limited="unknown">
        <h3 className="s-unknown">
          <StatusShape status="unknown" />
          {t("load.unmeasured")}
        </h3>
      </section>
    )
  }
  const { limited, latenessMs, loopLagMs, cpuCores } = generator
  return (
    <section className={styles.badge} data-testid="honesty" data-limited={limited}>
      <h3>
        <span className={limited ? "s-degraded" : "s-healthy"}>
          <StatusShape status={limited ? "degraded" : "healthy"} />
        </span>
        {t(limited ? "load.limited" : "load.honest")}
      </h3>
      <p>{t(limited ? "load.limited-hint" : "load.honest-hint")}</p>
      <dl>
        <div>
          <dd>{format.milliseconds(latenessMs)}</dd>
          <dt>{t("load.lateness")}</dt>
        </div>
        <div>
          <dd>{format.milliseconds(loopLagMs)}</dd>
          <dt>{t("load.loop-lag")}</dt>
        </div>
        <div>
          <dd>{format.number(cpuCores, 2)}</dd>
          <dt>{t("load.cpu")}</dt>
        </div>
      </dl>
    </section>
  )
}
