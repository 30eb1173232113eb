import { useState } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { Icon } from "../../ui/Icon.tsx"
import { PanelField } from "../../ui/Panel.tsx"
import { type Draft, requestOf } from "./draft.ts"
import { ParamInput } from "./ParamInput.tsx"
import styles from "./ParamInputs.module.css"
import { type ParamField, paramFields } from "./param-fields.ts"
import { problemOf, readParam, writeParam } from "./param-values.ts"

interface ParamInputsProps {
  readonly draft: Draft
  onChange(draft: Draft): void
}

const isNested = ({ path }: ParamField) => path.length > 1

/** What must be decided about a kind, generated from its schema. */
export function MainParams({ draft, onChange }: ParamInputsProps) {
  const fields = paramFields(draft.kind.paramsSchema).filter((field) => field.required && !isNested(field))
  return <Inputs fields={fields} draft={draft} onChange={onChange} />
}

/** The rest, behind a disclosure, with the request it all makes. Opens by itself when a value in it is not allowed. */
export function ExpertParams({ draft, onChange }: ParamInputsProps) {
  const { t } = useI18n()
  const rest = paramFields(draft.kind.paramsSchema).filter((field) => !field.required || isNested(field))
  const [open, setOpen] = useState(false)
  const wrong = rest.some((field) => problemOf(field, draft.params) !== null)
  const nested = rest.filter(isNested)
  return (
    <details
      className={styles.expert}
      open={open || wrong}
      data-testid="expert"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <Icon name="chevron" />
        {t("chaos.expert")}
      </summary>
      <Inputs fields={rest.filter((field) => !isNested(field))} draft={draft} onChange={onChange} />
      {nested.length > 0 && (
        <fieldset className={styles.nested}>
          <legend>{t("chaos.only-these")}</legend>
          <Inputs fields={nested} draft={draft} onChange={onChange} />
        </fieldset>
      )}
      <pre>{JSON.stringify(requestOf(draft), null, 1)}</pre>
    </details>
  )
}

interface InputsProps extends ParamInputsProps {
  readonly fields: readonly ParamField[]
}

function Inputs({ fields, draft, onChange }: InputsProps) {
  return fields.map((field) => (
    <PanelField key={field.path.join(".")}>
      <ParamInput
        field={field}
        value={readParam(draft.params, field.path)}
        problem={problemOf(field, draft.params)}
        onChange={(value) => onChange({ ...draft, params: writeParam(draft.params, field.path, value) })}
      />
    </PanelField>
  ))
}
