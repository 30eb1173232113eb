import { useId } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { NumberField, Problem } from "../../ui/NumberField.tsx"
import { NamesInput } from "./NamesInput.tsx"
import styles from "./ParamInput.module.css"
import type { ParamField } from "./param-fields.ts"
import type { ParamProblem } from "./param-values.ts"
import { choiceLabel, labelOf, limitsOf } from "./param-words.ts"
import { problemWords } from "./problem-words.ts"

interface ParamInputProps {
  readonly field: ParamField
  readonly value: unknown
  readonly problem: ParamProblem | null
  /** undefined: taken out. */
  onChange(value: unknown): void
}

/** One parameter: what it is called, its unit and limits, and what is wrong with its value. */
export function ParamInput(props: ParamInputProps) {
  const { field, value, problem, onChange } = props
  const i18n = useI18n()
  const id = useId()
  const testId = `param-${field.path.join("-")}`
  const label = labelOf(field, i18n)
  const wrong = problem === null ? undefined : problemWords(problem, i18n)
  const { input } = field
  if (input.type === "number") {
    return (
      <NumberField
        label={label}
        value={typeof value === "number" ? value : undefined}
        min={input.min}
        max={input.max}
        step={input.whole ? 1 : "any"}
        placeholder={i18n.t("chaos.optional")}
        hint={limitsOf(field, i18n)}
        problem={wrong}
        testId={testId}
        large={field.required}
        onChange={onChange}
      />
    )
  }
  const problemId = `${id}-problem`
  const common = {
    "aria-invalid": wrong !== undefined,
    "aria-describedby": wrong === undefined ? undefined : problemId,
    "data-testid": testId,
  }
  return (
    <>
      <label className={styles.label} htmlFor={id} id={`${id}-label`}>
        {label}
      </label>
      <div className={styles.box}>
        {input.type === "text" && (
          <input
            id={id}
            className={styles.input}
            value={typeof value === "string" ? value : ""}
            placeholder={field.hint === "" ? i18n.t("chaos.optional") : field.hint}
            {...common}
            onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
          />
        )}
        {input.type === "choice" && (
          <select
            id={id}
            className={styles.input}
            value={typeof value === "string" ? value : ""}
            {...common}
            onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
          >
            {!field.required && <option value="">{i18n.t("chaos.optional")}</option>}
            {input.choices.map((choice) => (
              <option key={choice} value={choice}>
                {choiceLabel(field, choice, i18n)}
              </option>
            ))}
          </select>
        )}
        {(input.type === "choices" || input.type === "name" || input.type === "names") && (
          <NamesInput field={field} value={value} id={id} label={label} testId={testId} onChange={onChange} />
        )}
        {wrong !== undefined && <Problem id={problemId} text={wrong} />}
      </div>
    </>
  )
}
