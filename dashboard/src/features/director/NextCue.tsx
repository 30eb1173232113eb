import type { RunState } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { isLive, isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { useHold } from "../../ui/use-hold.ts"
import { takesCommands } from "./cue-keys.ts"
import styles from "./NextCue.module.css"
import { useCueKeys } from "./use-cue-keys.ts"
import { useRunCommands } from "./use-run-commands.ts"

/** What comes next, and the one button that lets it come. */
export function NextCue({ run }: { readonly run: RunState }) {
  const { t, pick } = useI18n()
  const operator = useStage(isOperator)
  const cue = run.nextCue
  // Before it begins, what comes next is its first part.
  const [first] = run.status === "checking" ? run.sections : []
  const title = cue?.title ?? first?.title
  return (
    <section className={styles.next} data-waiting={cue?.waiting ?? false}>
      <h2>{t(cue?.waiting === true ? "run.waits" : "run.next")}</h2>
      <p data-testid="next-cue">{title === undefined ? t("run.nothing-next") : pick(title)}</p>
      {operator && takesCommands(run) && <Commands run={run} />}
    </section>
  )
}

function Commands({ run }: { readonly run: RunState }) {
  const { t } = useI18n()
  const live = useStage(isLive)
  const commands = useRunCommands(run.id)
  const { busy, control, abort } = commands
  const hold = useHold(abort)
  useCueKeys(run, commands)
  const paused = run.status === "paused"
  const disabled = busy || !live
  const before = run.status === "checking"
  return (
    <div className={styles.commands}>
      <Button
        look="large"
        className={styles.go}
        disabled={disabled || before || run.nextCue === null}
        data-testid="run-next"
        onClick={() => control("next")}
      >
        {t("run.go")} <kbd>{t("run.space")}</kbd>
      </Button>
      <Button
        disabled={disabled || before}
        data-testid="run-pause"
        onClick={() => control(paused ? "resume" : "pause")}
      >
        {t(paused ? "run.resume" : "run.pause")} <kbd>K</kbd>
      </Button>
      <Button disabled={disabled || before} data-testid="run-skip" onClick={() => control("skip")}>
        {t("run.skip")} <kbd>S</kbd>
      </Button>
      <Button
        className={styles.abort}
        aria-label={t("run.abort-label")}
        disabled={disabled}
        data-holding={hold.holding}
        data-testid="run-abort"
        onPointerDown={hold.start}
        onPointerUp={hold.cancel}
        onPointerLeave={hold.cancel}
        onPointerCancel={hold.cancel}
        onContextMenu={(event) => event.preventDefault()}
        onBlur={hold.cancel}
        {...hold.keys}
      >
        {t("run.abort")} <small>{t("run.hold")}</small>
      </Button>
    </div>
  )
}
