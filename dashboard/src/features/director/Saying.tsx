import type { RunState } from "@gameday/contract"
import type { MouseEvent, ReactNode } from "react"
import { goTo, pathOf } from "../../app/views.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { Icon } from "../../ui/Icon.tsx"
import { Notes } from "./Notes.tsx"
import { isNotesWindow } from "./notes-window.ts"
import styles from "./Saying.module.css"
import { viewToShow } from "./show-view.ts"

interface SayingProps {
  readonly run: RunState
  /** At the end of the line above the headline. */
  readonly aside?: ReactNode
}

/** Where the run is, and what is to be said about it now. */
export function Saying({ run, aside }: SayingProps) {
  const { t, format, pick } = useI18n()
  const index = run.sections.findIndex(({ id }) => id === run.currentSection)
  const section = run.sections[index]
  if (section === undefined) {
    const phase = run.status === "healing" ? "healing" : "checking"
    return (
      <div className={styles.saying}>
        <div className={styles.tags}>
          <span className={styles.tag}>{t(`run.status.${run.status}`)}</span>
          {aside}
        </div>
        <h1>{t(`run.${phase}`)}</h1>
        <Notes text={t(`run.${phase}-note`)} />
      </div>
    )
  }
  const narrated = run.steps.some(
    (step) => step.section === section.id && step.action === "narrate" && step.startedAt !== null,
  )
  const part = t("run.part", { number: format.number(index + 1), total: format.number(run.sections.length) })
  return (
    <div className={styles.saying}>
      <div className={styles.tags}>
        <span className={styles.tag}>
          {narrated ? `${part}: ${pick(section.title)}` : part}
          {run.status === "paused" && ` · ${t("run.status.paused")}`}
        </span>
        <ShowView name={section.show} />
        {aside}
      </div>
      <h1>{narrated && run.narration !== null ? pick(run.narration) : pick(section.title)}</h1>
      {section.notes !== null && <Notes text={pick(section.notes)} />}
    </div>
  )
}

/** A way to what the audience should see meanwhile. */
function ShowView({ name }: { readonly name: string | null }) {
  const { t } = useI18n()
  const view = viewToShow(name)
  if (view === null || view === "director") return null
  const words = (
    <>
      <Icon name="eye" />
      {t("run.show-view", { view: t(`view.${view}`) })}
    </>
  )
  // The presenter's own window shows nothing to the audience.
  if (isNotesWindow(location.search)) return <span className={styles.show}>{words}</span>
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    goTo(view)
  }
  return (
    <a className={styles.show} href={`${pathOf(view)}${location.search}`} onClick={open}>
      {words}
    </a>
  )
}
