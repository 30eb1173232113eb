import type { ReactNode } from "react"
import { useStage } from "../../store/stage-store.ts"
import { FaultBar } from "./FaultBar.tsx"
import { Figures } from "./Figures.tsx"
import { NextCue } from "./NextCue.tsx"
import styles from "./Present.module.css"
import { PresentHead } from "./PresentHead.tsx"
import { Proof } from "./Proof.tsx"
import { Services } from "./Services.tsx"
import { Story } from "./Story.tsx"

/** For the back row: what is broken, what it costs, that it heals. Nothing to press but the red button, when there is one. */
export function Present({ heal }: { readonly heal: ReactNode }) {
  const state = useStage((stage) => stage.state)
  if (state === null) return null
  return (
    <div className={styles.present} data-testid="present">
      <PresentHead heal={heal} />
      <Story state={state} />
      <Figures state={state} />
      <div className={styles.row}>
        <Services state={state} />
        <Proof state={state} />
      </div>
      <footer className={styles.foot}>
        <FaultBar state={state} />
        <NextCue run={state.run} />
      </footer>
    </div>
  )
}
