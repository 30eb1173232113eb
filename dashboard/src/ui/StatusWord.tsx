import type { Status } from "@gameday/contract"
import type { ReactNode } from "react"
import { useI18n } from "../i18n/i18n.ts"
import { StatusShape } from "./Icon.tsx"
import styles from "./StatusWord.module.css"

interface StatusWordProps {
  readonly status: Status
  /** Instead of the status's own word. */
  readonly children?: ReactNode
}

/** Colour, shape and word: always all three. */
export function StatusWord({ status, children }: StatusWordProps) {
  const { t } = useI18n()
  return (
    <span className={`${styles.word} s-${status}`} data-status={status}>
      <StatusShape status={status} />
      {children ?? t(`status.${status}`)}
    </span>
  )
}
