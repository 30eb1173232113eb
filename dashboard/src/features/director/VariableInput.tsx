import type { VariableValue } from "@gameday/contract"
import { useId } from "react"
import { type I18n, useI18n } from "../../i18n/i18n.ts"
import { NumberField } from "../../ui/NumberField.tsx"
import { PanelField } from "../../ui/Panel.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import styles from "./StartScenario.module.css"
import { problemOf, type VariableField } from "./scenario-form.ts"

interface VariableInputProps extends VariableField {
  readonly value: VariableValue | undefined
  onChange(value: VariableValue | undefined): void
}

/** One variable of a scenario, by the kind of its default. */
export function VariableInput({ name, variable, value, onChange }: VariableInputProps) {
  const i18n = useI18n()
  const { t, pick } = i18n
  const label = pick(variable.description)
  const id = useId()
  const testId = `variable-${name}`
  if (typeof variable.default === "number") {
    const problem = problemOf(variable, value)
    return (
      <PanelField>
        <NumberField
          label={label}
          value={typeof value === "number" ? value : undefined}
          min={variable.minimum}
          max={variable.maximum}
          placeholder={String(variable.default)}
          hint={limitsOf(variable, i18n)}
          problem={
            problem === null
              ? undefined
              : t(problem === "below" ? "director.below-limit" : "director.above-limit", {
                  limit: i18n.format.exact((problem === "below" ? variable.minimum : variable.maximum) ?? 0),
                })
          }
          testId={testId}
          onChange={onChange}
        />
      </PanelField>
    )
  }
  if (typeof variable.default === "boolean") {
    return (
      <PanelField label={label}>
        <Segmented
          label={label}
          value={String(value ?? variable.default)}
          segments={[
            { value: "true", label: t("director.yes"), testId: `${testId}-yes` },
            { value: "false", label: t("director.no"), testId: `${testId}-no` },
          ]}
          onChange={(chosen) => onChange(chosen === "true")}
        />
      </PanelField>
    )
  }
  return (
    <PanelField>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={styles.text}
        value={typeof value === "string" ? value : ""}
        placeholder={variable.default}
        data-testid={testId}
        onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
      />
    </PanelField>
  )
}

function limitsOf(
  { minimum, maximum, default: usual }: VariableField["variable"],
  { t, format }: I18n,
): string {
  const from = minimum === undefined ? "" : format.exact(minimum)
  const to = maximum === undefined ? "" : format.exact(maximum)
  const usually = t("director.usually", { value: typeof usual === "number" ? format.exact(usual) : "" })
  const limits =
    from !== "" && to !== ""
      ? t("director.between", { from, to })
      : from !== ""
        ? t("director.at-least", { from })
        : to === ""
          ? ""
          : t("director.at-most", { to })
  return limits === "" ? usually : `${limits}, ${usually}`
}
