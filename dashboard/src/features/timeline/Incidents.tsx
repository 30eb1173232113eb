import type { State } from "@gameday/contract"
import { unitSpace } from "../../i18n/format.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Empty } from "../../ui/Empty.tsx"
import { Explained } from "../../ui/Explained.tsx"
import { SectionTitle } from "../../ui/SectionTitle.tsx"
import { IncidentCard } from "./IncidentCard.tsx"
import styles from "./Incidents.module.css"
import { incidentFigures } from "./incident-figures.ts"

/** What broke and how long it took, held against what was promised. */
export function Incidents({ state }: { readonly state: State }) {
  const { t, format } = useI18n()
  const live = useStage(isLive)
  const now = useStageNow(250)
  const { incidents, slo, business, at } = state
  const { count, medianSeconds, worstSeconds } = incidentFigures(incidents)
  const formula = t("incidents.formula", { count: format.number(count) })
  return (
    <aside className={styles.incidents} aria-label={t("incidents.title")}>
      <SectionTitle note={t("incidents.promise", { limit: format.duration(slo.recoverySeconds) })}>
        {t("incidents.title")}
      </SectionTitle>
      {incidents.length === 0 ? (
        <Empty>{t("incidents.none")}</Empty>
      ) : (
        <>
          <div className={styles.figures}>
            <Explained formula={formula}>
              <Duration seconds={medianSeconds} testId="mttr-median" />
              {t("incidents.median")}
            </Explained>
            <Explained formula={formula} side="below-left">
              <Duration seconds={worstSeconds} testId="mttr-worst" />
              {t("incidents.worst")}
            </Explained>
          </div>
          <ol
            className={styles.list}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
            tabIndex={0}
            aria-label={t("incidents.title")}
          >
            {incidents.map((incident) => (
              <IncidentCard
                key={incident.id}
                incident={incident}
                promisedSeconds={slo.recoverySeconds}
                currency={business.currency}
                now={live ? now : at}
              />
            ))}
          </ol>
        </>
      )}
    </aside>
  )
}

function Duration({ seconds, testId }: { readonly seconds: number | null; readonly testId: string }) {
  const { format } = useI18n()
  const [figure, ...unit] = format.duration(seconds).split(unitSpace)
  return (
    <b data-testid={testId}>
      {figure}
      <small>{unit.join(unitSpace)}</small>
    </b>
  )
}
