import { type KeyboardEvent, type ReactNode, useId, useState } from "react"
import styles from "./Explained.module.css"

interface ExplainedProps {
  /** The formula with its window, in words. */
  readonly formula: string
  readonly children: ReactNode
  readonly className?: string | undefined
  /** Where the words unfold, so that they stay on the stage. */
  readonly side?: "below" | "above" | "below-left"
}

/** A figure that tells how it was measured: on hover, on focus, and on a tap. */
export function Explained({ formula, children, className, side = "below" }: ExplainedProps) {
  const id = useId()
  const [pinned, setPinned] = useState(false)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setPinned(false)
  }
  return (
    <button
      type="button"
      className={`${styles.figure} ${className ?? ""}`}
      aria-describedby={id}
      data-pinned={pinned}
      onClick={() => setPinned(!pinned)}
      onBlur={() => setPinned(false)}
      onKeyDown={onKeyDown}
    >
      {children}
      <span id={id} role="tooltip" className={`${styles.formula} ${styles[side]}`}>
        {formula}
      </span>
    </button>
  )
}
