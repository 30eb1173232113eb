import type { StopCondition } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { NumberField } from "../../ui/NumberField.tsx"
import { rangeWords } from "./param-words.ts"
import styles from "./StopConditions.module.css"
import {
  limitAllowed,
  limitFields,
  longestSeconds,
  metrics,
  mostConditions,
  secondsAllowed,
  withSeconds,
} from "./stop-limits.ts"
import { useStopWords } from "./use-stop-words.ts"

interface StopConditionsProps {
  readonly conditions: readonly StopCondition[]
  onChange(conditions: readonly StopCondition[]): void
}

/** "availability < 90 % for 5 s", one line each: any of them ends the fault. */
export function StopConditions({ conditions, onChange }: StopConditionsProps) {
  const { t } = useI18n()
  const free = metrics.find((metric) => conditions.every((one) => one.metric !== metric))
  return (
    <div className={styles.editor}>
      {conditions.map((condition, index) => (
        <ConditionLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place; it has no other identity
          key={index}
          condition={condition}
          onChange={(next) => onChange(conditions.with(index, next))}
          onRemove={() => onChange(conditions.toSpliced(index, 1))}
        />
      ))}
      {conditions.length < mostConditions && (
        <Button
          data-testid="stop-add"
          onClick={() => onChange([...conditions, limitFields[free ?? "availability"].proposed])}
        >
          {t("stop.add")}
        </Button>
      )}
    </div>
  )
}

interface ConditionLineProps {
  readonly condition: StopCondition
  onChange(condition: StopCondition): void
  onRemove(): void
}

function ConditionLine({ condition, onChange, onRemove }: ConditionLineProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { say } = useStopWords()
  const { min, max, sign, unit, read, write } = limitFields[condition.metric]
  const range = (least: number, most: number) => t("problem.range", { range: rangeWords(least, most, i18n) })
  return (
    <div className={styles.line} data-testid={`stop-${condition.metric}`}>
      <select
        className={styles.metric}
        aria-label={t("stop.metric")}
        value={condition.metric}
        data-testid="stop-metric"
        onChange={({ target }) => onChange(limitFields[target.value as StopCondition["metric"]].proposed)}
      >
        {metrics.map((metric) => (
          <option key={metric} value={metric}>
            {t(`stop.${metric}`)}
          </option>
        ))}
      </select>
      <span aria-hidden="true">{sign}</span>
      <NumberField
        label={t("stop.limit", { unit })}
        labelHidden
        value={read(condition)}
        min={min}
        max={max}
        hint={unit}
        problem={limitAllowed(condition) ? undefined : range(min, max)}
        testId="stop-limit"
        onChange={(value) => onChange(write(value ?? Number.NaN, condition))}
      />
      {"forSeconds" in condition && (
        <>
          <span aria-hidden="true">{t("stop.for-before")}</span>
          <NumberField
            label={t("stop.seconds")}
            labelHidden
            value={condition.forSeconds}
            min={1}
            max={longestSeconds}
            step={1}
            hint="s"
            problem={secondsAllowed(condition) ? undefined : range(1, longestSeconds)}
            testId="stop-seconds"
            onChange={(value) => onChange(withSeconds(condition, value ?? Number.NaN))}
          />
        </>
      )}
      <button
        type="button"
        className={styles.remove}
        aria-label={t("stop.remove", { what: say([condition]) })}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </div>
  )
}
