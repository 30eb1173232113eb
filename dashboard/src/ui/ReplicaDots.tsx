import type { InstanceState } from "@gameday/contract"
import { useI18n } from "../i18n/i18n.ts"
import { StatusShape } from "./Icon.tsx"
import styles from "./ReplicaDots.module.css"

interface ReplicaDotsProps {
  readonly instances: readonly Pick<InstanceState, "id" | "status">[]
}

/** A shape per replica, as it stands. */
export function ReplicaDots({ instances }: ReplicaDotsProps) {
  const { t } = useI18n()
  return (
    <ul className={styles.dots}>
      {instances.map(({ id, status }) => (
        <li key={id} className={`s-${status}`} data-status={status} data-testid={`instance-${id}`}>
          <StatusShape status={status} />
          <span className="visually-hidden">{`${id}: ${t(`status.${status}`)}`}</span>
        </li>
      ))}
    </ul>
  )
}
