import styles from "./SectionTitle.module.css"

interface SectionTitleProps {
  readonly children: string
  /** Of which time, beside it. */
  readonly note?: string
}

export function SectionTitle({ children, note }: SectionTitleProps) {
  return (
    <h2 className={styles.title}>
      {children}
      {note !== undefined && <small>{note}</small>}
    </h2>
  )
}
