import { Icon } from "./Icon.tsx"
import styles from "./Segmented.module.css"

interface ChoicesProps<Value extends string> {
  readonly label: string
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly testId?: string }[]
  readonly values: readonly Value[]
  onChange(values: Value[]): void
}

/** Any of a few, all visible; what is chosen carries a tick. */
export function Choices<Value extends string>({ label, choices, values, onChange }: ChoicesProps<Value>) {
  const toggle = (value: Value) =>
    onChange(choices.map((choice) => choice.value).filter((one) => values.includes(one) !== (one === value)))
  return (
    <fieldset className={`${styles.group} ${styles.even}`} aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={styles.segment}
          aria-pressed={values.includes(choice.value)}
          data-testid={choice.testId}
          onClick={() => toggle(choice.value)}
        >
          {values.includes(choice.value) && <Icon name="check" />}
          {choice.label}
        </button>
      ))}
    </fieldset>
  )
}
