import { useI18n } from "../../i18n/i18n.ts"
import { hasEnded } from "../../runs/promises.ts"
import { verdictSentence } from "../../runs/verdict-words.ts"
import { useStage } from "../../store/stage-store.ts"
import { NextCue } from "./NextCue.tsx"
import styles from "./PresenterNotes.module.css"
import { Saying } from "./Saying.tsx"
import { Times } from "./Times.tsx"

/** The presenter's own window: what to say, how long there is, and the one button. */
export function PresenterNotes() {
  const i18n = useI18n()
  const run = useStage((stage) => stage.state?.run ?? null)
  if (run === null || hasEnded(run)) {
    return (
      <div className={styles.empty} data-testid="presenter-notes">
        <h1>{run === null ? i18n.t("director.viewer") : verdictSentence(run, i18n)}</h1>
      </div>
    )
  }
  return (
    <div className={styles.window} data-testid="presenter-notes">
      <div className={styles.say}>
        <Saying run={run} />
      </div>
      <aside className={styles.side}>
        <Times run={run} />
        <NextCue run={run} />
      </aside>
    </div>
  )
}
