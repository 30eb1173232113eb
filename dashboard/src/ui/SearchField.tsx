import { Icon } from "./Icon.tsx"
import styles from "./SearchField.module.css"

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly testId: string
  onChange(value: string): void
}

/** Narrows down what is listed while one types; Escape empties it. */
export function SearchField({ label, value, testId, onChange }: SearchFieldProps) {
  return (
    <label className={styles.search}>
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        data-testid={testId}
        onChange={({ target }) => onChange(target.value.trimStart())}
      />
    </label>
  )
}
