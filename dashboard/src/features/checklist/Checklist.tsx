import type { Checklist as ChecklistAnswer, ChecklistResult, Status } from "@gameday/contract"
import { runApi } from "../../api/runs.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { Asked } from "../../ui/Asked.tsx"
import { StatusWord } from "../../ui/StatusWord.tsx"
import { useAsked } from "../../ui/use-asked.ts"
import { ViewTitle } from "../../ui/ViewTitle.tsx"
import styles from "./Checklist.module.css"

const everyMs = 4_000

const shapes = {
  passed: "healthy",
  failed: "down",
  skipped: "paused",
  "not-run": "unknown",
} as const satisfies Record<ChecklistResult["status"], Status>

/** What has to work before the audience comes, as a real browser saw it last. */
export function Checklist() {
  const { t } = useI18n()
  const [answer, askAgain] = useAsked(runApi.checklist, everyMs)
  const checklist = answer?.ok === true ? answer.value : null
  return (
    <div className={styles.view}>
      <ViewTitle note={useCount(checklist?.results ?? [])}>{t("checklist.title")}</ViewTitle>
      <Asked answer={answer} waiting={t("checklist.loading")} onRetry={askAgain}>
        {(value: ChecklistAnswer) => (
          <>
            <Overall checklist={value} />
            <ul className={styles.items}>
              {value.results.map((result) => (
                <Item key={result.item} result={result} />
              ))}
            </ul>
          </>
        )}
      </Asked>
      <p className={styles.how}>
        {t("checklist.how")} <code>npm run checklist</code>
      </p>
    </div>
  )
}

function useCount(results: readonly ChecklistResult[]): string {
  const { t, format } = useI18n()
  if (results.length === 0) return ""
  const count = (wanted: string) => format.number(results.filter(({ status }) => status === wanted).length)
  return t("checklist.count", {
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    open: count("not-run"),
  })
}

function Overall({ checklist: { ok, running, checkedAt } }: { readonly checklist: ChecklistAnswer }) {
  const { t } = useI18n()
  const word = ok === null ? "unknown" : ok ? "ready" : "not-ready"
  const status = ok === null ? "unknown" : ok ? "healthy" : "down"
  return (
    <p className={styles.overall} data-testid="checklist" data-ok={ok}>
      <StatusWord status={status}>{t(`checklist.${word}`)}</StatusWord>
      {running ? <small>{t("checklist.running")}</small> : checkedAt !== null && <Age at={checkedAt} />}
    </p>
  )
}

function Item({ result: { item, title, status, reason, checkedAt } }: { readonly result: ChecklistResult }) {
  const { t, pick } = useI18n()
  return (
    <li data-testid={`checklist-${item}`} data-status={status}>
      <StatusWord status={shapes[status]}>{t(`checklist.status.${status}`)}</StatusWord>
      <span>
        {pick(title)}
        {reason !== null && <small>{reason}</small>}
      </span>
      {checkedAt !== null && <Age at={checkedAt} />}
    </li>
  )
}

function Age({ at }: { readonly at: number }) {
  const { t, format } = useI18n()
  const now = useStageNow(1_000)
  const seconds = Math.max(0, Math.floor((now - at) / 1000))
  return <time>{t("checklist.ago", { age: format.duration(coarse(seconds)) })}</time>
}

/** Whole minutes after the first: nobody needs the seconds of an hour. */
const coarse = (seconds: number) => (seconds < 60 ? seconds : Math.floor(seconds / 60) * 60)
