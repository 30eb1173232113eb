import type { MouseEvent } from "react"
import { useI18n } from "../i18n/i18n.ts"
import { activeFaults } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import styles from "./Tabs.module.css"
import { goTo, pathOf, type View } from "./views.ts"

interface TabLinkProps {
  readonly target: View
  readonly current: boolean
  /** There is no room for it: it stands in the menu. */
  readonly hidden?: boolean
  onOpened?(): void
}

/** The way to a view. Chaos says how many faults are at work. */
export function TabLink({ target, current, hidden = false, onOpened }: TabLinkProps) {
  const { t, format } = useI18n()
  const active = useStage((stage) => activeFaults(stage.state).length)
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    goTo(target)
    onOpened?.()
  }
  return (
    <a
      href={`${pathOf(target)}${location.search}`}
      aria-current={current ? "page" : undefined}
      data-hidden={hidden}
      // Once only: in the menu it is the one that can be pressed.
      data-testid={hidden ? undefined : `view-${target}`}
      onClick={open}
    >
      {t(`view.${target}`)}
      {target === "chaos" && active > 0 && (
        <span className={styles.count} role="img" aria-label={t("nav.active", { count: active })}>
          {format.number(active)}
        </span>
      )}
    </a>
  )
}
