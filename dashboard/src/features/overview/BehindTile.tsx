import type { ServiceState } from "@gameday/contract"
import type { CSSProperties } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { Icon, StatusShape } from "../../ui/Icon.tsx"
import { ReplicaDots } from "../../ui/ReplicaDots.tsx"
import styles from "./BehindTile.module.css"
import { EdgeNoteLine } from "./EdgeLabels.tsx"
import { notesOf } from "./edge-notes.ts"
import type { BehindNode, Box } from "./topology-columns.ts"

/** Characters beyond which a title is set narrower. */
const longTitle = 13
const dotsBesideWords = 2

/** Small, because customers never call it: a service of the support tier, a database, a cache, a provider. */
export function BehindTile({ node }: { readonly node: BehindNode }) {
  const { pick } = useI18n()
  const { name, box, service, dependency } = node
  const { title, status } = service ?? dependency
  return (
    <article
      className={styles.tile}
      style={place(box)}
      data-status={status}
      data-testid={`${service === undefined ? "dependency" : "service"}-${name}`}
      aria-label={pick(title)}
    >
      <h3 data-long={pick(title).length > longTitle}>
        {dependency !== undefined && <Icon name={dependency.kind} />}
        <span className={styles.title}>{pick(title)}</span>
      </h3>
      <div className={styles.line}>
        {service !== undefined && <Replicas node={node} service={service} />}
        <State node={node} />
      </div>
    </article>
  )
}

interface ReplicasProps {
  readonly node: BehindNode
  readonly service: ServiceState
}

/** Beside words there is room for a few dots only: then a count says the same. */
function Replicas({ node, service: { instances, ready, desired, status } }: ReplicasProps) {
  const { t, format } = useI18n()
  const words = status !== "healthy" || node.trouble !== null
  if (!words || instances.length <= dotsBesideWords) return <ReplicaDots instances={instances} />
  return <span>{t("topology.ready", { ready: format.number(ready), desired: format.number(desired) })}</span>
}

/** How it stands when it is not well, else how the calls to it fare, else how many they are. */
function State({ node: { service, dependency, trouble } }: { readonly node: BehindNode }) {
  const { t, format } = useI18n()
  const { status } = service ?? dependency
  if (status !== "healthy" && status !== "unknown") {
    return (
      <span className={`${styles.trouble} s-${status}`} data-status={status}>
        {/* The replicas carry the shape already. */}
        {service === undefined && <StatusShape status={status} />}
        {t(`status.${status}`)}
      </span>
    )
  }
  const [note] = trouble === null ? [] : notesOf(trouble)
  if (trouble !== null && note !== undefined) return <EdgeNoteLine note={note} edge={trouble} short />
  if (dependency !== undefined)
    return <span>{t("topology.calls", { count: format.rate(dependency.callsPerSecond) })}</span>
  const { ready, desired, rps, instances } = service
  return (
    <span>
      {instances.length > 2 || ready < desired
        ? t("topology.ready", { ready: format.number(ready), desired: format.number(desired) })
        : `${format.rate(rps)}${rps === null ? "" : t("topology.per-second")}`}
    </span>
  )
}

function place({ x, y, width, height }: Box): CSSProperties {
  return { left: `${x / 10}em`, top: `${y / 10}em`, width: `${width / 10}em`, height: `${height / 10}em` }
}
