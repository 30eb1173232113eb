import type { RunComparison } from "@gameday/contract"
import { useCallback } from "react"
import { runApi } from "../../api/runs.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { Asked } from "../../ui/Asked.tsx"
import { Button } from "../../ui/Button.tsx"
import { SplitView } from "../../ui/SplitView.tsx"
import { useAsked } from "../../ui/use-asked.ts"
import { ViewTitle } from "../../ui/ViewTitle.tsx"
import styles from "./Comparison.module.css"
import { ComparisonTable } from "./ComparisonTable.tsx"

interface ComparisonProps {
  /** The run it is held against. */
  readonly a: string
  readonly b: string
  onBack(): void
}

/** Two runs side by side: what got better, what got worse, and what is only noise. */
export function Comparison({ a, b, onBack }: ComparisonProps) {
  const { t, format } = useI18n()
  const question = useCallback(() => runApi.compare(a, b), [a, b])
  const [answer, askAgain] = useAsked(question)
  const figures = answer?.ok === true ? answer.value.figures : []
  const count = (wanted: string) => format.number(figures.filter(({ verdict }) => verdict === wanted).length)
  return (
    <SplitView panel={null} panelLabel="">
      <ViewTitle
        note={t("compare.note", { better: count("better"), worse: count("worse"), same: count("same") })}
        tools={
          <Button data-testid="compare-back" onClick={onBack}>
            {t("compare.back")}
          </Button>
        }
      >
        {t("compare.title")}
      </ViewTitle>
      <p className={styles.hint}>{t("compare.hint")}</p>
      <Asked answer={answer} waiting={t("compare.loading")} onRetry={askAgain}>
        {(comparison: RunComparison) => <ComparisonTable comparison={comparison} />}
      </Asked>
    </SplitView>
  )
}
