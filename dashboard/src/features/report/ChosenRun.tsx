import type { RunSummary } from "@gameday/contract"
import { useId, useState } from "react"
import { journalPath, reportFormats, reportPath } from "../../api/runs.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { hasEnded } from "../../runs/promises.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { PanelHint, PanelLead, PanelTitle } from "../../ui/Panel.tsx"
import styles from "./ChosenRun.module.css"

interface ChosenRunProps {
  readonly run: RunSummary
  readonly others: readonly RunSummary[]
  onCompare(other: string): void
}

/** What can be done with a run that was: read, see again, take home, hold beside another. */
export function ChosenRun({ run, others, onCompare }: ChosenRunProps) {
  const { t, format, pick, locale } = useI18n()
  return (
    <>
      <PanelTitle>{pick(run.title)}</PanelTitle>
      <PanelLead>{format.date(run.startedAt)}</PanelLead>
      {run.problem !== null && (
        <PanelHint>
          {t(`problem.${run.problem.code}`)} {run.problem.message}
        </PanelHint>
      )}
      {hasEnded(run) ? (
        <div className={styles.ways}>
          <a
            className={styles.primary}
            href={reportPath(run.id, "html", locale)}
            target="_blank"
            rel="noreferrer"
            data-testid="report-open"
          >
            <Icon name="link" />
            {t("report.open")}
          </a>
          <a href={`/ha-dashboard?replay=${encodeURIComponent(run.id)}`} data-testid="report-replay">
            <Icon name="play" />
            {t("report.replay")}
          </a>
        </div>
      ) : (
        <PanelHint>{t("report.still-on")}</PanelHint>
      )}
      {hasEnded(run) && <Downloads id={run.id} />}
      {hasEnded(run) && <CompareWith run={run} others={others.filter(hasEnded)} onCompare={onCompare} />}
    </>
  )
}

function Downloads({ id }: { readonly id: string }) {
  const { t, locale } = useI18n()
  const files = [
    ...reportFormats.map((format) => ({ format, href: reportPath(id, format, locale, true) })),
    { format: "journal", href: journalPath(id) } as const,
  ]
  return (
    <>
      <h3 className={styles.title}>{t("report.download")}</h3>
      <ul className={styles.files}>
        {files.map(({ format, href }) => (
          <li key={format}>
            <a href={href} download data-testid={`download-${format}`}>
              <Icon name="download" />
              <b>{t(`report.format.${format}`)}</b>
              <small>{t(`report.format.${format}-hint`)}</small>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

function CompareWith({ run, others, onCompare }: ChosenRunProps) {
  const { t, format, pick } = useI18n()
  const id = useId()
  // The same scenario before is what one usually wants to hold it against.
  const [other, setOther] = useState(others.find(({ scenario }) => scenario === run.scenario)?.id ?? "")
  if (others.length === 0) return <PanelHint>{t("report.compare-none")}</PanelHint>
  return (
    <>
      <h3 className={styles.title}>{t("report.compare")}</h3>
      <div className={styles.compare}>
        <label htmlFor={id}>{t("report.compare-with")}</label>
        <select
          id={id}
          value={other}
          data-testid="compare-with"
          onChange={({ target }) => setOther(target.value)}
        >
          <option value="">{t("report.compare-pick")}</option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {pick(one.title)}, {format.date(one.startedAt)}
            </option>
          ))}
        </select>
        <Button disabled={other === ""} data-testid="compare" onClick={() => onCompare(other)}>
          {t("report.compare")}
        </Button>
      </div>
    </>
  )
}
