import { useId } from "react"
import styles from "./NumberField.module.css"

interface NumberFieldProps {
  readonly label: string
  /** undefined: not set. */
  readonly value: number | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly step?: number | "any" | undefined
  readonly placeholder?: string | undefined
  readonly hint?: string | undefined
  readonly testId?: string | undefined
  readonly large?: boolean
  /** undefined: emptied. */
  onChange(value: number | undefined): void
}

export function NumberField(props: NumberFieldProps) {
  const id = useId()
  const { label, value, hint, large = false } = props
  return (
    <>
      <label className={styles.label} htmlFor={id}>
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
          data-testid={props.testId}
          onChange={(event) => props.onChange(parseNumber(event.target.value))}
        />
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </span>
    </>
  )
}

function parseNumber(text: string): number | undefined {
  const value = Number.parseFloat(text)
  return Number.isFinite(value) ? value : undefined
}
