import { lazy, Suspense, useCallback, useEffect, useState } from "react"
import { healEverything } from "../commands/heal-everything.ts"
import { Overview } from "../features/overview/Overview.tsx"
import { useI18n } from "../i18n/i18n.ts"
import { usePreferences } from "../store/preferences.ts"
import { connectionWord, isOperator } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import { useHold } from "../ui/use-hold.ts"
import styles from "./App.module.css"
import { ConnectionBanner } from "./ConnectionBanner.tsx"
import { KeyHelp } from "./KeyHelp.tsx"
import { NoSession } from "./NoSession.tsx"
import { ToastShelf } from "./ToastShelf.tsx"
import { TopBar } from "./TopBar.tsx"
import { useShortcuts } from "./use-shortcuts.ts"
import { ViewBoundary } from "./ViewBoundary.tsx"
import { useView, type View } from "./views.ts"

const Chaos = lazy(() => import("../features/chaos/Chaos.tsx").then(({ Chaos: view }) => ({ default: view })))
const Load = lazy(() => import("../features/load/Load.tsx").then(({ Load: view }) => ({ default: view })))
const Services = lazy(() =>
  import("../features/services/Services.tsx").then(({ Services: view }) => ({ default: view })),
)
const Timeline = lazy(() =>
  import("../features/timeline/Timeline.tsx").then(({ Timeline: view }) => ({ default: view })),
)
const Grafana = lazy(() =>
  import("../features/grafana/Grafana.tsx").then(({ Grafana: view }) => ({ default: view })),
)

const components = {
  overview: Overview,
  chaos: Chaos,
  load: Load,
  services: Services,
  timeline: Timeline,
  grafana: Grafana,
} as const

/** The stage: the bar, one view, and what lies over them. */
export function App() {
  const view = useView()
  const operator = useStage(isOperator)
  const connection = useStage((stage) => stage.connection.state)
  const hold = useHold(() => void healEverything())
  const [helpOpen, setHelpOpen] = useState(false)
  const help = useCallback(() => setHelpOpen(true), [])
  useDocument(view)
  useShortcuts({ operator, hold, help })
  if (connection === "no-session") return <NoSession />
  return (
    <div className={styles.app}>
      <TopBar view={view} hold={hold} onHelp={help} />
      <Stage view={operator || view !== "chaos" ? view : "overview"} />
      <ConnectionBanner />
      <ToastShelf />
      {helpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
    </div>
  )
}

function Stage({ view }: { readonly view: View }) {
  const { t } = useI18n()
  const known = useStage((stage) => stage.state !== null)
  const unreachable = useStage((stage) => stage.connection.state === "lost")
  const word = useStage((stage) => connectionWord(stage.connection))
  const Component = components[view]
  if (!known) {
    return (
      <main className={styles.waiting}>
        <p>{t(unreachable ? "connection.unreachable" : "connection.first")}</p>
      </main>
    )
  }
  return (
    <main className={styles.stage} data-connection={word}>
      <ViewBoundary key={view}>
        <Suspense fallback={null}>
          <Component />
        </Suspense>
      </ViewBoundary>
    </main>
  )
}

/** What the document itself shows: theme, language, presenter mode, title. */
function useDocument(view: View): void {
  const { theme, locale, present } = usePreferences()
  const { t } = useI18n()
  useEffect(() => {
    const root = document.documentElement
    root.dataset.theme = theme
    root.lang = locale
    root.toggleAttribute("data-present", present)
  }, [theme, locale, present])
  useEffect(() => {
    document.title = `${t(`view.${view}`)} · Gameday`
  }, [t, view])
}
