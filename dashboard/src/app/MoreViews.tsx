import { useEffect, useRef, useState } from "react"
import { useI18n } from "../i18n/i18n.ts"
import { Icon } from "../ui/Icon.tsx"
import { TabLink } from "./TabLink.tsx"
import styles from "./Tabs.module.css"
import type { View } from "./views.ts"

interface MoreViewsProps {
  readonly targets: readonly View[]
  readonly view: View
  /** Between the last view that has room and this; it moves up to it. */
  readonly freePx: number
}

/** The views for which the bar has no room. While one of them is open, its name stands on the button. */
export function MoreViews({ targets, view, freePx }: MoreViewsProps) {
  const { t } = useI18n()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false)
    }
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return
      setOpen(false)
      button.current?.focus()
    }
    addEventListener("pointerdown", outside)
    addEventListener("focusin", outside)
    addEventListener("keydown", onEscape)
    return () => {
      removeEventListener("pointerdown", outside)
      removeEventListener("focusin", outside)
      removeEventListener("keydown", onEscape)
    }
  }, [open])
  const current = targets.find((target) => target === view)
  return (
    <div className={styles.more} style={{ transform: `translateX(${-freePx}px)` }} ref={box}>
      <button
        ref={button}
        type="button"
        className={styles.moreButton}
        aria-expanded={open}
        data-current={current !== undefined}
        data-testid="views-more"
        onClick={() => setOpen(!open)}
      >
        {current === undefined ? t("nav.more") : t(`view.${current}`)}
        <Icon name="chevron" />
      </button>
      {open && (
        <div className={styles.sheet} data-testid="views-sheet">
          {targets.map((target) => (
            <TabLink key={target} target={target} current={target === view} onOpened={() => setOpen(false)} />
          ))}
        </div>
      )}
    </div>
  )
}
