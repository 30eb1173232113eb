import { useI18n } from "../../i18n/i18n.ts"
import { healthOf, otherStatuses, servicesOfTier } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Icon, StatusShape } from "../../ui/Icon.tsx"
import { BehindTile } from "./BehindTile.tsx"
import { EdgeLabels } from "./EdgeLabels.tsx"
import { FlowLayer } from "./FlowLayer.tsx"
import { SafetyNets } from "./SafetyNets.tsx"
import { ServiceTile } from "./ServiceTile.tsx"
import styles from "./TopologyView.module.css"
import { topologyOf } from "./topology-model.ts"
import { topologySummary } from "./topology-summary.ts"

/** Who talks to whom, live: generated from the state, no service is known by name. */
export function TopologyView() {
  const i18n = useI18n()
  const { t, format } = i18n
  const state = useStage((stage) => stage.state)
  if (state === null) return null
  const topology = topologyOf(state)
  const core = healthOf(servicesOfTier(state, "core"))
  const support = healthOf(servicesOfTier(state, "support"))
  const others = otherStatuses(servicesOfTier(state, "core"))
  const count = ({ healthy, total }: typeof core) => ({
    healthy: format.number(healthy),
    total: format.number(total),
  })
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2>{t("topology.title")}</h2>
        <span>
          <b data-testid="core-healthy">{t("topology.of", count(core))}</b> {t("topology.core")}
          {others.map(
            ([status, number]) => `, ${format.number(number)} ${t(`status.${status}`).toLowerCase()}`,
          )}
        </span>
        {support.total > 0 && (
          <span className={styles.support}>
            <span className={`s-${support.healthy === support.total ? "healthy" : "degraded"}`}>
              <StatusShape status={support.healthy === support.total ? "healthy" : "degraded"} />
            </span>
            {t("topology.support", count(support))}
          </span>
        )}
      </div>
      <div className={styles.stage}>
        <div className={styles.topology}>
          <p className="visually-hidden">{topologySummary(state, i18n)}</p>
          <FlowLayer topology={topology} />
          <div className={styles.customers}>
            <Icon name="bag" />
            <b>{t("topology.customers")}</b>
            <span>
              {format.rate(topology.customersRps)}
              {topology.customersRps !== null && <small>{t("topology.per-second")}</small>}
            </span>
          </div>
          <EdgeLabels labels={topology.labels} />
          {topology.entries.map(({ service, box }) => (
            <ServiceTile key={service.name} service={service} box={box} layout="entry" />
          ))}
          {topology.backends.map(({ service, box, compact }) => (
            <ServiceTile
              key={service.name}
              service={service}
              box={box}
              layout={compact ? "compact" : "full"}
            />
          ))}
          {topology.behind.map((node) => (
            <BehindTile key={node.name} node={node} />
          ))}
          <div className={styles.nets}>
            <SafetyNets edges={state.edges} side="above" />
          </div>
        </div>
      </div>
    </section>
  )
}
