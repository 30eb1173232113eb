import type { RunSummary } from "@gameday/contract"
import { useState } from "react"
import { runApi } from "../../api/runs.ts"
import { goTo } from "../../app/views.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { hasEnded } from "../../runs/promises.ts"
import { isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Asked } from "../../ui/Asked.tsx"
import { Button } from "../../ui/Button.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { PanelHint } from "../../ui/Panel.tsx"
import { SplitView } from "../../ui/SplitView.tsx"
import { useAsked } from "../../ui/use-asked.ts"
import { ViewTitle } from "../../ui/ViewTitle.tsx"
import { ChosenRun } from "./ChosenRun.tsx"
import { RunTable } from "./RunTable.tsx"

interface RunShelfProps {
  onCompare(a: string, b: string): void
}

const everyMs = 5_000

/** All runs on the left, newest first; the chosen one's report and files on the right. */
export function RunShelf({ onCompare }: RunShelfProps) {
  const { t, format } = useI18n()
  const operator = useStage(isOperator)
  const [answer, askAgain] = useAsked(runApi.runs, everyMs)
  const [chosen, setChosen] = useState<string | null>(null)
  const runs = answer?.ok === true ? answer.value : []
  const run = runs.find(({ id }) => id === chosen) ?? runs.find(hasEnded) ?? runs[0]
  return (
    <SplitView
      panelLabel={t("report.panel")}
      panel={
        run === undefined ? (
          <PanelHint>{t("report.choose")}</PanelHint>
        ) : (
          <ChosenRun
            key={run.id}
            run={run}
            others={runs.filter(({ id }) => id !== run.id)}
            onCompare={(other) => onCompare(other, run.id)}
          />
        )
      }
    >
      <ViewTitle note={t("report.note", { count: format.number(runs.length) })}>
        {t("report.title")}
      </ViewTitle>
      <Asked answer={answer} waiting={t("report.loading")} onRetry={askAgain}>
        {(all: readonly RunSummary[]) =>
          all.length === 0 ? (
            <Empty
              action={operator && <Button onClick={() => goTo("director")}>{t("report.to-director")}</Button>}
            >
              {t(operator ? "report.empty" : "report.empty-viewer")}
            </Empty>
          ) : (
            <RunTable runs={all} chosen={run?.id ?? null} onChoose={setChosen} />
          )
        }
      </Asked>
    </SplitView>
  )
}
