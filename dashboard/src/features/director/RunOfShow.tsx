import type { RunState, StepState } from "@gameday/contract"
import { useEffect, useRef } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { Icon } from "../../ui/Icon.tsx"
import styles from "./RunOfShow.module.css"
import { RunStep } from "./RunStep.tsx"
import { placeSections } from "./run-times.ts"

/** The whole evening on the left: what was, what is, what comes, and where the presenter is waited for. */
export function RunOfShow({ run }: { readonly run: RunState }) {
  const { t, format, pick } = useI18n()
  const current = useRef<HTMLLIElement>(null)
  const { currentSection } = run
  useEffect(() => {
    if (currentSection !== null) current.current?.scrollIntoView({ block: "nearest" })
  }, [currentSection])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long show is scrolled by keyboard
    <nav className={styles.show} aria-label={t("run.show")} tabIndex={0}>
      <h2>
        {pick(run.title)}
        <small>{format.duration(run.plannedSeconds)}</small>
      </h2>
      <ol>
        {placeSections(run.sections).map(({ section, fromSeconds }) => {
          const isCurrent = section.id === currentSection
          const steps = run.steps.filter((step) => step.section === section.id && isShown(step))
          return (
            <li
              key={section.id}
              ref={isCurrent ? current : null}
              className={styles.section}
              data-status={section.status}
              data-holds={section.holds}
              data-testid={`section-${section.id}`}
              aria-current={isCurrent ? "step" : undefined}
            >
              <div className={styles.row}>
                <time>{format.countdown(Math.floor(fromSeconds))}</time>
                <span className={styles.mark}>
                  {section.status === "done" && <Icon name="check" />}
                  {isCurrent && <Icon name="play" />}
                </span>
                <p>
                  {pick(section.title)}
                  <small>{format.duration(section.plannedSeconds)}</small>
                </p>
              </div>
              {isCurrent && steps.length > 0 && (
                <ul className={styles.steps}>
                  {steps.map((step) => (
                    <RunStep key={step.id} step={step} />
                  ))}
                </ul>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

/** What is only said stands among the notes. */
const isShown = ({ action }: StepState) => action !== "narrate"
