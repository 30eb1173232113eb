import { lazy, type ReactNode, Suspense, useEffect } from "react"
import { AudienceDialog } from "../audience/AudienceDialog.tsx"
import { healEverything } from "../commands/heal-everything.ts"
import { ClockWindow } from "../features/clock/ClockWindow.tsx"
import { CueKeys } from "../features/director/CueKeys.tsx"
import { isNotesWindow } from "../features/director/notes-window.ts"
import { Overview } from "../features/overview/Overview.tsx"
import { leaveWithFullScreen } from "../features/present/presenting.ts"
import { useI18n } from "../i18n/i18n.ts"
import { ReplayBar } from "../replay/ReplayBar.tsx"
import { useReplay } from "../replay/replay-store.ts"
import { usePreferences } from "../store/preferences.ts"
import { connectionWord, isOperator } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import { useHold } from "../ui/use-hold.ts"
import styles from "./App.module.css"
import { ConnectionBanner } from "./ConnectionBanner.tsx"
import { HealEverything } from "./HealEverything.tsx"
import { KeyHelp } from "./KeyHelp.tsx"
import { NoSession } from "./NoSession.tsx"
import { closeOverlay, useOverlay } from "./overlay.ts"
import { ToastShelf } from "./ToastShelf.tsx"
import { TopBar } from "./TopBar.tsx"
import { useShortcuts } from "./use-shortcuts.ts"
import { ViewBoundary } from "./ViewBoundary.tsx"
import { useView, type View } from "./views.ts"
import { Waiting } from "./Waiting.tsx"

const Chaos = lazy(() => import("../features/chaos/Chaos.tsx").then(({ Chaos: view }) => ({ default: view })))
const Load = lazy(() => import("../features/load/Load.tsx").then(({ Load: view }) => ({ default: view })))
const Services = lazy(() =>
  import("../features/services/Services.tsx").then(({ Services: view }) => ({ default: view })),
)
const Performance = lazy(() =>
  import("../features/performance/Performance.tsx").then(({ Performance: view }) => ({ default: view })),
)
const Business = lazy(() =>
  import("../features/business/Business.tsx").then(({ Business: view }) => ({ default: view })),
)
const Timeline = lazy(() =>
  import("../features/timeline/Timeline.tsx").then(({ Timeline: view }) => ({ default: view })),
)
const Director = lazy(() =>
  import("../features/director/Director.tsx").then(({ Director: view }) => ({ default: view })),
)
const Report = lazy(() =>
  import("../features/report/Report.tsx").then(({ Report: view }) => ({ default: view })),
)
const Checklist = lazy(() =>
  import("../features/checklist/Checklist.tsx").then(({ Checklist: view }) => ({ default: view })),
)
const Grafana = lazy(() =>
  import("../features/grafana/Grafana.tsx").then(({ Grafana: view }) => ({ default: view })),
)

const Present = lazy(() =>
  import("../features/present/Present.tsx").then(({ Present: view }) => ({ default: view })),
)
const PresenterNotes = lazy(() =>
  import("../features/director/PresenterNotes.tsx").then(({ PresenterNotes: view }) => ({ default: view })),
)
const AudienceCode = lazy(() =>
  import("../features/present/AudienceCode.tsx").then(({ AudienceCode: view }) => ({ default: view })),
)

const components = {
  overview: Overview,
  chaos: Chaos,
  load: Load,
  director: Director,
  services: Services,
  performance: Performance,
  business: Business,
  timeline: Timeline,
  report: Report,
  checklist: Checklist,
  grafana: Grafana,
} as const

/** The stage: the bar, one view, and what lies over them. */
export function App() {
  const view = useView()
  const operator = useStage(isOperator)
  const connection = useStage((stage) => stage.connection.state)
  const presenting = usePreferences(({ present }) => present)
  const hold = useHold(() => void healEverything())
  const shown = operator || view !== "chaos" ? view : "overview"
  const Shown = components[shown]
  useDocument(view)
  useShortcuts({ operator, hold })
  useEffect(() => (presenting ? leaveWithFullScreen() : undefined), [presenting])
  if (connection === "no-session") return <NoSession />
  if (isNotesWindow(location.search)) {
    return (
      <div className={styles.app}>
        <Stage name="director">
          <PresenterNotes />
        </Stage>
        <ConnectionBanner />
        <ToastShelf />
      </div>
    )
  }
  return (
    <div className={styles.app}>
      {presenting ? (
        <Stage name="present">
          <Present heal={operator ? <HealEverything hold={hold} /> : null} />
          {operator && <PresentingCues />}
        </Stage>
      ) : (
        <>
          <TopBar view={view} hold={hold} />
          <Stage name={shown}>
            <Shown />
          </Stage>
        </>
      )}
      <Overlays presenting={presenting} />
      <ReplayBar />
      <ConnectionBanner />
      <ToastShelf />
      <ClockWindow />
    </div>
  )
}

/** The presenter's clicker works while the audience sees the big picture. */
function PresentingCues() {
  const run = useStage((stage) => stage.state?.run ?? null)
  return run === null ? null : <CueKeys run={run} />
}

/** Over the presenter's picture the code fills the screen; else it is a dialog with the link to copy. */
function Overlays({ presenting }: { readonly presenting: boolean }) {
  const open = useOverlay((overlay) => overlay.open)
  if (open === "help") return <KeyHelp onClose={closeOverlay} />
  if (open !== "audience") return null
  return presenting ? (
    <Suspense fallback={null}>
      <AudienceCode />
    </Suspense>
  ) : (
    <AudienceDialog onClose={closeOverlay} />
  )
}

interface StageProps {
  readonly name: View | "present"
  readonly children: ReactNode
}

function Stage({ name, children }: StageProps) {
  const known = useStage((stage) => stage.state !== null)
  const word = useStage((stage) => connectionWord(stage.connection))
  if (!known) return <Waiting />
  return (
    <main className={styles.stage} data-connection={word} data-stage={name}>
      <ViewBoundary key={name}>
        <Suspense fallback={null}>{children}</Suspense>
      </ViewBoundary>
    </main>
  )
}

/** What the document itself shows: theme, language, presenter mode, title. */
function useDocument(view: View): void {
  const { theme, locale, textSize, present } = usePreferences()
  const { t } = useI18n()
  const replaying = useReplay(({ replay }) => replay.phase === "ready")
  useEffect(() => {
    const root = document.documentElement
    root.dataset.theme = theme
    root.lang = locale
    // The presenter's picture fills the screen as it is: larger it would not fit.
    root.dataset.text = present ? "100" : textSize
    root.toggleAttribute("data-present", present)
    root.toggleAttribute("data-replay", replaying)
    root.toggleAttribute("data-notes", isNotesWindow(location.search))
  }, [theme, locale, textSize, present, replaying])
  useEffect(() => {
    document.title = `${t(`view.${view}`)} · Gameday`
  }, [t, view])
}
