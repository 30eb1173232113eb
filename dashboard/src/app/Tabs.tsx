import { useEffect, useRef } from "react"
import { useI18n } from "../i18n/i18n.ts"
import { activeFaults, isOperator } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import { MoreViews } from "./MoreViews.tsx"
import { TabLink } from "./TabLink.tsx"
import styles from "./Tabs.module.css"
import { useFirstLine } from "./use-overflow.ts"
import { type View, viewsFor } from "./views.ts"

/** All views in one line. Those for which there is no room stand in a menu at its end; a phone scrolls instead. */
export function Tabs({ view }: { readonly view: View }) {
  const { t, locale } = useI18n()
  const operator = useStage(isOperator)
  const active = useStage((stage) => activeFaults(stage.state).length > 0)
  const row = useRef<HTMLDivElement>(null)
  const targets = viewsFor(operator)
  const { count: fitting, freePx } = useFirstLine(row, `${locale} ${targets.join(" ")} ${active}`)
  const rest = targets.slice(fitting)
  const seen = targets.slice(0, fitting).includes(view)
  // A phone's row scrolls: the view that is open is to be seen. What stands in the menu is left alone.
  useEffect(() => {
    const link = seen ? row.current?.querySelector(`[data-testid="view-${view}"]`) : null
    link?.scrollIntoView({ inline: "center", block: "nearest" })
  }, [view, seen])
  return (
    <nav className={styles.nav} aria-label={t("nav.label")}>
      <div className={styles.tabs} ref={row}>
        {targets.map((target, index) => (
          <TabLink key={target} target={target} current={target === view} hidden={index >= fitting} />
        ))}
      </div>
      {rest.length > 0 && <MoreViews targets={rest} view={view} freePx={freePx} />}
    </nav>
  )
}
