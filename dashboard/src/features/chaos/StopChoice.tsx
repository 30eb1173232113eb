import type { StopCondition } from "@gameday/contract"
import { useState } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { PanelField } from "../../ui/Panel.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import { StopConditions } from "./StopConditions.tsx"
import { choiceOf, limitFields, usualConditions } from "./stop-limits.ts"

interface StopChoiceProps {
  readonly conditions: readonly StopCondition[]
  onChange(conditions: readonly StopCondition[]): void
}

const choices = ["never", "usual", "own"] as const
type Choice = (typeof choices)[number]

const startOf: Readonly<Record<Choice, readonly StopCondition[]>> = {
  never: [],
  usual: usualConditions,
  own: [limitFields.availability.proposed],
}

/** Whether the fault ends itself before its time is up, and at what. */
export function StopChoice({ conditions, onChange }: StopChoiceProps) {
  const { t } = useI18n()
  const [own, setOwn] = useState(choiceOf(conditions) === "own")
  const choice = own ? "own" : choiceOf(conditions)
  return (
    <>
      <PanelField label={t("stop.label")}>
        <Segmented
          label={t("stop.label")}
          value={choice}
          segments={choices.map((value) => ({
            value,
            label: t(`stop.${value}`),
            testId: `stop-choice-${value}`,
          }))}
          onChange={(value) => {
            setOwn(value === "own")
            onChange(startOf[value])
          }}
        />
      </PanelField>
      {choice === "own" && <StopConditions conditions={conditions} onChange={onChange} />}
    </>
  )
}
