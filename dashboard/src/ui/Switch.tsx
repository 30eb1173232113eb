import styles from "./Switch.module.css"

interface SwitchProps {
  /** What is switched. */
  readonly label: string
  /** What it is now, in a word. */
  readonly word: string
  readonly on: boolean
  readonly disabled: boolean
  readonly testId: string
  onChange(on: boolean): void
}

/** On or off: position, fill and word. */
export function Switch({ label, word, on, disabled, testId, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className={styles.switch}
      aria-checked={on}
      aria-label={label}
      disabled={disabled}
      data-testid={testId}
      onClick={() => onChange(!on)}
    >
      <span className={styles.track} aria-hidden="true">
        <i />
      </span>
      <b aria-hidden="true">{word}</b>
    </button>
  )
}
