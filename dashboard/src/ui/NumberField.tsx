import { useId } from "react"
import styles from "./NumberField.module.css"

interface NumberFieldProps {
  readonly label: string
  /** Its name is said elsewhere on the screen: read out only. */
  readonly labelHidden?: boolean
  /** undefined: not set. */
  readonly value: number | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly step?: number | "any" | undefined
  readonly placeholder?: string | undefined
  /** Unit and limits, beside it. */
  readonly hint?: string | undefined
  /** What is wrong with the value, below it. */
  readonly problem?: string | undefined
  readonly testId?: string | undefined
  readonly large?: boolean
  /** undefined: emptied. */
  onChange(value: number | undefined): void
}

export function NumberField(props: NumberFieldProps) {
  const id = useId()
  const { label, labelHidden = false, value, hint, problem, large = false } = props
  return (
    <>
      <label className={labelHidden ? "visually-hidden" : styles.label} htmlFor={id}>
        {label}
      </label>
      <span className={styles.box}>
        <input
          id={id}
          type="number"
          inputMode="decimal"
          className={`${styles.input} ${large ? styles.large : ""}`}
          value={value ?? ""}
          min={props.min}
          max={props.max}
          step={props.step ?? "any"}
          placeholder={props.placeholder}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          data-testid={props.testId}
          onChange={(event) => props.onChange(parseNumber(event.target.value))}
        />
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
        {problem !== undefined && <Problem id={`${id}-problem`} text={problem} />}
      </span>
    </>
  )
}

/** What is wrong with a value, at the field it is about. */
export function Problem({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <span id={id} className={styles.problem} role="alert">
      {text}
    </span>
  )
}

function parseNumber(text: string): number | undefined {
  const value = Number.parseFloat(text)
  return Number.isFinite(value) ? value : undefined
}
