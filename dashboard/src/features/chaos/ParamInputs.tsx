import { useId } from "react"
import { type I18n, type MessageKey, useI18n } from "../../i18n/i18n.ts"
import { Icon } from "../../ui/Icon.tsx"
import { NumberField } from "../../ui/NumberField.tsx"
import type { Draft } from "./draft.ts"
import panel from "./FaultPanel.module.css"
import styles from "./ParamInputs.module.css"
import { type ParamField, paramFields, readParam, writeParam } from "./param-fields.ts"
import { paramTitles } from "./param-titles.ts"

interface ParamInputsProps {
  readonly draft: Draft
  /** true: what must be decided; false: the rest, behind a disclosure. */
  readonly prominent: boolean
  onChange(draft: Draft): void
}

/** The parameters of a kind, generated from its schema. */
export function ParamInputs({ draft, prominent, onChange }: ParamInputsProps) {
  const { t } = useI18n()
  const fields = paramFields(draft.kind.paramsSchema).filter(({ required }) => required === prominent)
  const inputs = fields.map((field) => (
    <div key={field.path.join(".")} className={panel.field}>
      <ParamInput
        field={field}
        value={readParam(draft.params, field.path)}
        onChange={(value) => onChange({ ...draft, params: writeParam(draft.params, field.path, value) })}
      />
    </div>
  ))
  if (prominent) return inputs
  return (
    <details className={styles.expert}>
      <summary>
        <Icon name="chevron" />
        {t("chaos.expert")}
      </summary>
      {inputs}
      <pre>{JSON.stringify({ kind: draft.kind.kind, params: draft.params }, null, 1)}</pre>
    </details>
  )
}

interface ParamInputProps {
  readonly field: ParamField
  readonly value: unknown
  onChange(value: unknown): void
}

function ParamInput({ field, value, onChange }: ParamInputProps) {
  const i18n = useI18n()
  const id = useId()
  const name = field.path.join("-")
  const label = labelOf(field, i18n)
  if (field.input.type === "number") {
    return (
      <NumberField
        label={label}
        value={typeof value === "number" ? value : undefined}
        min={field.input.min}
        max={field.input.max}
        step={field.input.whole ? 1 : "any"}
        placeholder={i18n.t("chaos.optional")}
        hint={name === "percentage" ? i18n.t("chaos.percentage-unit") : undefined}
        testId={`param-${name}`}
        large={name === "percentage"}
        onChange={onChange}
      />
    )
  }
  return (
    <>
      <label className={panel.label} htmlFor={id}>
        {label}
      </label>
      {field.input.type === "choice" ? (
        <select
          id={id}
          className={styles.input}
          value={typeof value === "string" ? value : ""}
          data-testid={`param-${name}`}
          onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
        >
          <option value="">{i18n.t("chaos.optional")}</option>
          {field.input.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          className={styles.input}
          value={typeof value === "string" ? value : ""}
          placeholder={field.hint === "" ? i18n.t("chaos.optional") : field.hint}
          data-testid={`param-${name}`}
          onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
        />
      )}
    </>
  )
}

/** Our words where we have them; what the schema says otherwise. */
function labelOf({ path, title }: ParamField, { t }: I18n): string {
  const key: MessageKey | undefined = paramTitles.get(path.join("."))
  return key === undefined ? title : t(key)
}
