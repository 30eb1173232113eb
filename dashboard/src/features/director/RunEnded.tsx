import type { RunState } from "@gameday/contract"
import { reportPath } from "../../api/runs.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { isReplaying } from "../../replay/replay-store.ts"
import { verdictSentence, verdictShape } from "../../runs/verdict-words.ts"
import { isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { StatusWord } from "../../ui/StatusWord.tsx"
import { Promises } from "./Promises.tsx"
import styles from "./RunEnded.module.css"
import { RunStep } from "./RunStep.tsx"

interface RunEndedProps {
  readonly run: RunState
  /** Back to the shelf, with this scenario chosen or with none. */
  onLeave(scenario: string | null): void
}

/** What came of the run: the verdict in one sentence, every promise, and where to read and see it again. */
export function RunEnded({ run, onLeave }: RunEndedProps) {
  const i18n = useI18n()
  const { t, format, pick, locale } = i18n
  const operator = useStage(isOperator)
  const done = run.steps.filter(({ status }) => status === "done").length
  return (
    <div className={styles.ended} data-testid="run-ended" data-verdict={run.verdict ?? run.status}>
      <p className={styles.what}>
        {t("run.ended", { title: pick(run.title), time: format.time(run.endedAt ?? run.startedAt) })}
        <small>
          {t("run.took", {
            elapsed: format.duration(run.elapsedSeconds),
            planned: format.duration(run.plannedSeconds),
          })}
        </small>
      </p>
      <h1>
        <StatusWord status={verdictShape(run)}>
          {t(run.verdict === null ? `run.status.${run.status}` : `report.verdict.${run.verdict}`)}
        </StatusWord>
        {verdictSentence(run, i18n)}
      </h1>
      {run.problem !== null && (
        <p className={styles.problem}>
          {t(`problem.${run.problem.code}`)} <small>{run.problem.message}</small>
        </p>
      )}
      {!isReplaying() && (
        <div className={styles.ways}>
          <a
            href={reportPath(run.id, "html", locale)}
            target="_blank"
            rel="noreferrer"
            data-testid="run-report"
          >
            <Icon name="link" />
            {t("run.report")}
          </a>
          <a href={`/ha-dashboard/director?replay=${encodeURIComponent(run.id)}`} data-testid="run-replay">
            <Icon name="play" />
            {t("run.replay")}
          </a>
          {operator && (
            <>
              <Button data-testid="run-again" onClick={() => onLeave(run.scenario)}>
                {t("run.again")}
              </Button>
              <Button data-testid="run-other" onClick={() => onLeave(null)}>
                {t("run.other")}
              </Button>
            </>
          )}
        </div>
      )}
      <div className={styles.columns}>
        <Promises expectations={run.expectations} ended />
        <section className={styles.steps}>
          <h2>
            {t("run.steps")}
            <small>
              {t("run.steps-count", { done: format.number(done), total: format.number(run.steps.length) })}
            </small>
          </h2>
          <ul>
            {run.steps.map((step) => (
              <RunStep key={step.id} step={step} />
            ))}
          </ul>
        </section>
      </div>
    </div>
  )
}
