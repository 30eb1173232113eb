import styles from "./Segmented.module.css"

interface Segment<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly testId?: string
  readonly disabled?: boolean
}

interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly segments: readonly Segment<Value>[]
  readonly value: Value
  onChange(value: Value): void
}

/** More than these stand in rows of even width. */
const inOneRow = 4

/** One of a few, all visible. */
export function Segmented<Value extends string>({ label, segments, value, onChange }: SegmentedProps<Value>) {
  return (
    <fieldset
      className={`${styles.group} ${segments.length > inOneRow ? styles.even : ""}`}
      aria-label={label}
    >
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          className={styles.segment}
          aria-pressed={segment.value === value}
          disabled={segment.disabled ?? false}
          data-testid={segment.testId}
          onClick={() => onChange(segment.value)}
        >
          {segment.label}
        </button>
      ))}
    </fieldset>
  )
}
