import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { StatusWord } from "../../ui/StatusWord.tsx"
import { SafetyNets } from "./SafetyNets.tsx"
import styles from "./ServiceList.module.css"

/** The topology's place on a phone: who stands how. */
export function ServiceList() {
  const { t, pick, format } = useI18n()
  const services = useStage((stage) => stage.state?.services)
  const edges = useStage((stage) => stage.state?.edges)
  return (
    <div className={styles.phone}>
      <ul className={styles.list}>
        {services?.map((service) => (
          <li key={service.name}>
            <StatusWord status={service.status} />
            <b>{pick(service.title)}</b>
            <em>
              {t(service.ready < service.desired ? "topology.ready-short" : "topology.ready", {
                ready: format.number(service.ready),
                desired: format.number(service.desired),
              })}
            </em>
          </li>
        ))}
      </ul>
      {edges !== undefined && <SafetyNets edges={edges} side="below" />}
    </div>
  )
}
