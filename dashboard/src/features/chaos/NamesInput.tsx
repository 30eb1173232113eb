import { nameOf } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useTitles } from "../../store/titles.ts"
import { Choices } from "../../ui/Choices.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import styles from "./ParamInput.module.css"
import type { ParamField } from "./param-fields.ts"
import { choiceLabel } from "./param-words.ts"

interface NamesInputProps {
  readonly field: ParamField
  readonly value: unknown
  readonly id: string
  readonly label: string
  readonly testId: string
  /** undefined: taken out. */
  onChange(value: unknown): void
}

const some = "some"

/** One or several of a list: words of an enum, or services and dependencies of the stage. */
export function NamesInput({ field, value, id, label, testId, onChange }: NamesInputProps) {
  const i18n = useI18n()
  const titles = useTitles()
  const { input } = field
  const named = [...titles.keys()].map((name) => ({
    value: name,
    label: nameOf(name, titles, i18n),
    testId: `${testId}-${name}`,
  }))
  const chosen = Array.isArray(value) ? value.map(String) : []
  if (input.type === "choices") {
    const choices = input.choices.map((choice) => ({
      value: choice,
      label: choiceLabel(field, choice, i18n),
      testId: `${testId}-${choice}`,
    }))
    return <Choices label={label} choices={choices} values={chosen} onChange={onChange} />
  }
  if (input.type === "name") {
    return (
      <select
        id={id}
        className={styles.input}
        value={typeof value === "string" ? value : ""}
        data-testid={testId}
        onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
      >
        {!field.required && <option value="">{i18n.t("param.all-upstreams")}</option>}
        {named.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    )
  }
  if (input.type !== "names") return null
  const { everybody } = input
  return (
    <>
      {everybody !== null && (
        <Segmented
          label={label}
          value={Array.isArray(value) ? some : everybody}
          segments={[
            {
              value: everybody,
              label: choiceLabel(field, everybody, i18n),
              testId: `${testId}-${everybody}`,
            },
            { value: some, label: i18n.t("chaos.names-some"), testId: `${testId}-some` },
          ]}
          onChange={(next) => onChange(next === some ? [] : next)}
        />
      )}
      {(everybody === null || Array.isArray(value)) && (
        <Choices label={label} choices={named} values={chosen} onChange={onChange} />
      )}
    </>
  )
}
