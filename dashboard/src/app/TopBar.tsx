import type { MouseEvent } from "react"
import { useI18n } from "../i18n/i18n.ts"
import { activeFaults, isOperator } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import { Icon } from "../ui/Icon.tsx"
import type { Hold } from "../ui/use-hold.ts"
import { Clock } from "./Clock.tsx"
import { HealEverything } from "./HealEverything.tsx"
import { Settings } from "./Settings.tsx"
import styles from "./TopBar.module.css"
import { goTo, pathOf, type View, viewsFor } from "./views.ts"

interface TopBarProps {
  readonly view: View
  readonly hold: Hold
  onHelp(): void
}

export function TopBar({ view, hold, onHelp }: TopBarProps) {
  const { t, format } = useI18n()
  const state = useStage((stage) => stage.state)
  const operator = useStage(isOperator)
  const active = activeFaults(state).length
  const open = (target: View) => (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    goTo(target)
  }
  return (
    <header className={styles.top}>
      <div className={styles.brand}>
        <Icon name="logo" />
        Gameday
      </div>
      <nav className={styles.tabs} aria-label={t("nav.label")}>
        {viewsFor(operator).map((target) => (
          <a
            key={target}
            href={`${pathOf(target)}${location.search}`}
            aria-current={target === view ? "page" : undefined}
            data-testid={`view-${target}`}
            onClick={open(target)}
          >
            {t(`view.${target}`)}
            {target === "chaos" && active > 0 && (
              <span className={styles.count} role="img" aria-label={t("nav.active", { count: active })}>
                {format.number(active)}
              </span>
            )}
          </a>
        ))}
      </nav>
      <div className={styles.meta}>
        {state !== null && (
          <>
            <span>
              <Icon name="pulse" />
              {state.load === null ? (
                t("top.no-load")
              ) : (
                <>
                  <b>{state.load.journey}</b>
                  {t("top.load", { elapsed: format.countdown(Math.floor(state.load.elapsedSeconds)) })}
                </>
              )}
            </span>
            <span>
              <Icon name="host" />
              {t(`platform.${state.platform}`)}
            </span>
            <span>
              <Icon name="eye" />
              {t("top.watching", { count: format.number(state.watchers) })}
            </span>
          </>
        )}
        <Settings onHelp={onHelp} />
        <Clock />
      </div>
      {operator && <HealEverything hold={hold} />}
    </header>
  )
}
