import type { RunState } from "@gameday/contract"
import { isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { LiveFigures } from "./LiveFigures.tsx"
import { NextCue } from "./NextCue.tsx"
import { NotesWindowButton } from "./NotesWindowButton.tsx"
import { Promises } from "./Promises.tsx"
import { RunOfShow } from "./RunOfShow.tsx"
import styles from "./RunStage.module.css"
import { Saying } from "./Saying.tsx"
import { SteadyState } from "./SteadyState.tsx"
import { Times } from "./Times.tsx"
import { Track } from "./Track.tsx"

/** A run under way: what was and comes, what to say, what was promised, how long, and what is next. */
export function RunStage({ run }: { readonly run: RunState }) {
  const operator = useStage(isOperator)
  return (
    <div className={styles.stage} data-testid="run" data-status={run.status}>
      <RunOfShow run={run} />
      <div className={styles.now}>
        <Saying run={run} aside={operator && <NotesWindowButton />} />
        <Promises expectations={run.expectations} ended={false} />
      </div>
      <aside className={styles.side}>
        <Times run={run} />
        <LiveFigures />
        <SteadyState assertions={run.steadyState} />
        <div className={styles.bottom}>
          <NextCue run={run} />
        </div>
      </aside>
      <Track run={run} />
    </div>
  )
}
