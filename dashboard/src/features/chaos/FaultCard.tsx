import { Icon, type IconName } from "../../ui/Icon.tsx"
import styles from "./FaultCard.module.css"

interface FaultCardProps {
  readonly icon: IconName
  readonly title: string
  /** What the audience notices; why not, when it cannot be had. */
  readonly hint: string
  readonly chosen?: boolean
  readonly active?: boolean
  readonly supported?: boolean
  readonly testId: string
  onChoose(): void
}

/** One thing that can go wrong. What cannot be had stays in reach of the keyboard, so that its reason can be read. */
export function FaultCard(props: FaultCardProps) {
  const { icon, title, hint, chosen, active = false, supported = true, testId, onChoose } = props
  return (
    <button
      type="button"
      className={styles.card}
      aria-pressed={chosen}
      aria-disabled={!supported}
      title={supported ? undefined : hint}
      data-active={active}
      data-supported={supported}
      data-testid={testId}
      onClick={() => supported && onChoose()}
    >
      <Icon name={icon} />
      <span>
        <b>{title}</b>
        <span>{hint}</span>
      </span>
    </button>
  )
}
