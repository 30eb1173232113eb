import type { DependencyState } from "@gameday/contract"
import type { CSSProperties } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { healthOf, otherStatuses, servicesOfTier } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Icon, StatusShape } from "../../ui/Icon.tsx"
import { FlowLayer } from "./FlowLayer.tsx"
import { ServiceTile } from "./ServiceTile.tsx"
import styles from "./TopologyView.module.css"
import { type Box, topologyOf } from "./topology-model.ts"
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
          {topology.entries.map(({ service, box, retriesPerSecond }) => (
            <ServiceTile
              key={service.name}
              service={service}
              box={box}
              layout="entry"
              retriesPerSecond={retriesPerSecond}
            />
          ))}
          {topology.backends.map(({ service, box, compact }) => (
            <ServiceTile
              key={service.name}
              service={service}
              box={box}
              layout={compact ? "compact" : "full"}
            />
          ))}
          {topology.dependencies.map(({ dependency, box }) => (
            <DependencyTile key={dependency.name} dependency={dependency} box={box} />
          ))}
        </div>
      </div>
    </section>
  )
}

function DependencyTile({ dependency, box }: { readonly dependency: DependencyState; readonly box: Box }) {
  const { t, pick, format } = useI18n()
  const healthy = dependency.status === "healthy"
  return (
    <div
      className={styles.dependency}
      style={place(box)}
      data-status={dependency.status}
      data-testid={`dependency-${dependency.name}`}
    >
      <b>
        <Icon name={dependency.kind} />
        {pick(dependency.title)}
      </b>
      {healthy ? (
        <span>{t("topology.calls", { count: format.rate(dependency.callsPerSecond) })}</span>
      ) : (
        <span className={`${styles.trouble} s-${dependency.status}`}>
          <StatusShape status={dependency.status} />
          {t(`status.${dependency.status}`)}
        </span>
      )}
    </div>
  )
}

function place({ x, y, width, height }: Box): CSSProperties {
  return { left: `${x / 10}em`, top: `${y / 10}em`, width: `${width / 10}em`, height: `${height / 10}em` }
}
