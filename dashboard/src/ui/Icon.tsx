import type { Status } from "@gameday/contract"
import styles from "./Icon.module.css"
import { iconPaths } from "./icon-paths.tsx"

export type IconName = keyof typeof iconPaths

interface IconProps {
  readonly name: IconName
  readonly className?: string | undefined
}

/** A drawn sign beside a word; never the only carrier of a meaning. */
export function Icon({ name, className }: IconProps) {
  return (
    <svg
      className={`${styles.icon} ${className ?? ""}`}
      viewBox={name === "logo" ? "0 0 34 34" : "0 0 24 24"}
      aria-hidden="true"
    >
      {iconPaths[name]}
    </svg>
  )
}

/** The shape of a status; the word stands beside it. */
export function StatusShape({
  status,
  className,
}: {
  readonly status: Status
  readonly className?: string | undefined
}) {
  return <Icon name={`st-${status}`} className={`${styles.shape} ${className ?? ""}`} />
}
