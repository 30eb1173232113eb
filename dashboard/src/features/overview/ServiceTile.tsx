import type { InstanceState, ServiceState } from "@gameday/contract"
import type { CSSProperties } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { StatusShape } from "../../ui/Icon.tsx"
import { ReplicaDots } from "../../ui/ReplicaDots.tsx"
import { StatusWord } from "../../ui/StatusWord.tsx"
import styles from "./ServiceTile.module.css"
import type { Box } from "./topology-columns.ts"

interface ServiceTileProps {
  readonly service: ServiceState
  readonly box: Box
  /** entry: tall, replicas below; full: replicas beside; compact: one line. */
  readonly layout: "entry" | "full" | "compact"
}

const rowsAtMost = 2

/** A service with its replicas: a row each, or dots with a count when there are more than two. */
export function ServiceTile({ service, box, layout }: ServiceTileProps) {
  const { pick, t, format } = useI18n()
  const asRows = layout === "full" && service.instances.length <= rowsAtMost
  const style: CSSProperties = {
    left: `${box.x / 10}em`,
    top: `${box.y / 10}em`,
    width: `${box.width / 10}em`,
    height: `${box.height / 10}em`,
  }
  return (
    <article
      // A new status is a new tile, so that its border pulses once.
      key={service.status}
      className={styles.tile}
      style={style}
      data-status={service.status}
      data-layout={layout}
      data-testid={`service-${service.name}`}
      aria-label={pick(service.title)}
    >
      <div className={styles.name}>
        <h3>{pick(service.title)}</h3>
        <StatusWord status={service.status} />
      </div>
      {asRows ? (
        <ul className={styles.rows}>
          {service.instances.map((instance) => (
            <ReplicaRow key={instance.id} instance={instance} />
          ))}
        </ul>
      ) : (
        <div className={styles.dots}>
          <span className={styles.count}>
            {t("topology.ready", {
              ready: format.number(service.ready),
              desired: format.number(service.desired),
            })}
          </span>
          <ReplicaDots instances={service.instances} />
        </div>
      )}
    </article>
  )
}

function ReplicaRow({ instance }: { readonly instance: InstanceState }) {
  const { t, format } = useI18n()
  const { id, status, trafficShare } = instance
  const warming = status === "healing"
  return (
    <li className={styles.row} data-status={status} data-testid={`instance-${id}`}>
      {warming && <i style={{ width: `${(trafficShare ?? 0) * 100}%` }} />}
      <span className={`${styles.shape} s-${status}`}>
        <StatusShape status={status} />
        <span className="visually-hidden">{t(`status.${status}`)}</span>
      </span>
      <span className={styles.id}>{id}</span>
      <b>
        {format.rate(instance.rps)}
        {instance.rps !== null && <small>{t("topology.per-second")}</small>}
      </b>
    </li>
  )
}
