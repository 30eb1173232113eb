import { Receipt } from "../../incidents/Receipt.tsx"
import { useStage } from "../../store/stage-store.ts"
import { Business } from "./Business.tsx"
import { KeyFigures } from "./KeyFigures.tsx"
import styles from "./Overview.module.css"
import { Recent } from "./Recent.tsx"
import { ServiceList } from "./ServiceList.tsx"
import { Situation } from "./Situation.tsx"
import { Strips } from "./Strips.tsx"
import { TopologyView } from "./TopologyView.tsx"

/** The board's view: what is broken, what it costs, that it heals. */
export function Overview() {
  const state = useStage((stage) => stage.state)
  const incident = state?.incidents[0]
  return (
    <div className={styles.overview}>
      <Situation />
      <KeyFigures />
      <div className={styles.main}>
        <div className={styles.left}>
          <TopologyView />
          <ServiceList />
          <Strips />
        </div>
        {state !== null && (
          <aside className={styles.rail}>
            {incident === undefined ? (
              <Recent count={6} calm />
            ) : (
              <Receipt incident={incident} state={state} />
            )}
            <Business business={state.business} />
            {incident !== undefined && <Recent count={2} />}
          </aside>
        )}
      </div>
    </div>
  )
}
