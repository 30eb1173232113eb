import type { State } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { isOver } from "../../situation/elapsed.ts"
import { Icon } from "../../ui/Icon.tsx"
import styles from "./NextCue.module.css"

/** What the run does next, and whether it waits for somebody to say so. Nothing without a run. */
export function NextCue({ run }: { readonly run: State["run"] }) {
  const { t, pick } = useI18n()
  if (run === null || run.nextCue === null || isOver(run)) return null
  const { title, waiting } = run.nextCue
  return (
    <div className={styles.cue} data-waiting={waiting} data-testid="next-cue">
      <span>
        {waiting && <Icon name="st-paused" />}
        {t(waiting ? "present.waiting" : "present.next")}
      </span>
      <b>{pick(title)}</b>
    </div>
  )
}
