import type { ScenarioInfo } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { Icon } from "../../ui/Icon.tsx"
import styles from "./ScenarioCard.module.css"

interface ScenarioCardProps {
  readonly info: ScenarioInfo
  readonly chosen: boolean
  /** null: for those who only look. */
  readonly onChoose: (() => void) | null
}

/** A scenario on the shelf: what it shows, how long it takes, and its recorded run when there is one. */
export function ScenarioCard({ info, chosen, onChoose }: ScenarioCardProps) {
  const { t, format, pick } = useI18n()
  const { scenario, plannedSeconds, recording } = info
  const facts = [
    t("director.parts", { count: format.number(scenario.sections.length) }),
    t("director.promises", { count: format.number(scenario.expectations.length) }),
  ]
  const words = (
    <>
      <b>{pick(scenario.title)}</b>
      <time>{format.duration(plannedSeconds)}</time>
      <span className={styles.description}>{pick(scenario.description)}</span>
      <small>{facts.join(" · ")}</small>
    </>
  )
  return (
    <li className={styles.card} data-chosen={chosen}>
      {onChoose === null ? (
        <div className={styles.choose}>{words}</div>
      ) : (
        <button
          type="button"
          className={styles.choose}
          aria-pressed={chosen}
          data-testid={`scenario-${scenario.name}`}
          onClick={onChoose}
        >
          {words}
        </button>
      )}
      {recording !== null && (
        <a
          className={styles.recording}
          href={`/ha-dashboard/director?replay=${encodeURIComponent(recording)}`}
        >
          <Icon name="play" />
          {t("director.recorded")}
        </a>
      )}
    </li>
  )
}
