import type { State } from "@gameday/contract"
import { useI18n } from "../i18n/i18n.ts"
import { hasEnded } from "../runs/promises.ts"
import { isOperator } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import { Icon } from "../ui/Icon.tsx"
import type { Hold } from "../ui/use-hold.ts"
import { Clock } from "./Clock.tsx"
import { HealEverything } from "./HealEverything.tsx"
import { Settings } from "./Settings.tsx"
import { Tabs } from "./Tabs.tsx"
import styles from "./TopBar.module.css"
import type { View } from "./views.ts"

interface TopBarProps {
  readonly view: View
  readonly hold: Hold
}

export function TopBar({ view, hold }: TopBarProps) {
  const { t, format } = useI18n()
  const state = useStage((stage) => stage.state)
  const operator = useStage(isOperator)
  const watching = t("top.watching", { count: format.number(state?.watchers) })
  return (
    <header className={styles.top}>
      <div className={styles.brand}>
        <Icon name="logo" />
        Gameday
      </div>
      <Tabs view={view} />
      <div className={styles.meta}>
        {state !== null && (
          <>
            <span>
              <Icon name="pulse" />
              <AtWork state={state} />
            </span>
            <span>
              <Icon name="host" />
              {t(`platform.${state.platform}`)}
            </span>
            <span title={watching} role="img" aria-label={watching}>
              <Icon name="eye" />
              {format.number(state.watchers)}
            </span>
          </>
        )}
        <Settings />
        <Clock />
      </div>
      {operator && <HealEverything hold={hold} />}
    </header>
  )
}

/** The scripted run while one is on, else the load. */
function AtWork({ state: { run, load } }: { readonly state: State }) {
  const { t, format, pick } = useI18n()
  const countdown = (seconds: number) => format.countdown(Math.floor(seconds))
  if (run !== null && !hasEnded(run)) {
    const times = { elapsed: countdown(run.elapsedSeconds), planned: countdown(run.plannedSeconds) }
    return (
      <>
        <b>{pick(run.title)}</b>
        {run.status === "running" ? t("run.top", times) : t(`run.status.${run.status}`)}
      </>
    )
  }
  if (load === null) return t("top.no-load")
  return (
    <>
      <b>{load.journey}</b>
      {t("top.load", { elapsed: countdown(load.elapsedSeconds) })}
    </>
  )
}
