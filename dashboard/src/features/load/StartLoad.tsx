import { useState } from "react"
import { api, type JourneyInfo } from "../../api/client.ts"
import { run, tell } from "../../commands/run.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { NumberField } from "../../ui/NumberField.tsx"
import { PanelBottom, PanelField, PanelHint, PanelTitle } from "../../ui/Panel.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import styles from "./LoadPanel.module.css"
import { PlannedCurve } from "./PlannedCurve.tsx"
import {
  type FormProfile,
  fieldsOf,
  isComplete,
  profileKinds,
  readField,
  startOf,
  withField,
} from "./profile-form.ts"
import { useLoadPreview } from "./use-load-preview.ts"

/** What customers do, and how many come when; the curve before it starts. */
export function StartLoad({ journeys }: { readonly journeys: readonly JourneyInfo[] }) {
  const { t, pick } = useI18n()
  const live = useStage(isLive)
  const [profile, setProfile] = useState<FormProfile>(startOf("constant"))
  const [chosen, setChosen] = useState<string | null>(null)
  const [starting, setStarting] = useState(false)
  const preview = useLoadPreview(profile)
  const journey = journeys.find(({ name }) => name === chosen) ?? journeys[0]

  const start = async () => {
    if (journey === undefined) return
    setStarting(true)
    const answer = await run(api.startLoad({ profile, journey: journey.name }))
    setStarting(false)
    if (answer !== undefined) tell(t("load.started"))
  }
  return (
    <>
      <PanelTitle>{t("load.start")}</PanelTitle>
      <PanelField label={t("load.journey")}>
        <Segmented
          label={t("load.journey")}
          value={journey?.name ?? ""}
          segments={journeys.map(({ name, title }) => ({
            value: name,
            label: pick(title),
            testId: `journey-${name}`,
          }))}
          onChange={setChosen}
        />
      </PanelField>
      <PanelHint>{journey === undefined ? "" : pick(journey.description)}</PanelHint>
      <PanelField label={t("load.profile")}>
        <Segmented
          label={t("load.profile")}
          value={profile.kind}
          segments={profileKinds.map((kind) => ({
            value: kind,
            label: t(`load.profile.${kind}`),
            testId: `profile-${kind}`,
          }))}
          onChange={(kind) => setProfile(startOf(kind))}
        />
      </PanelField>
      <div className={styles.fields}>
        {fieldsOf(profile.kind).map(({ name, label, min, max, emptyMeans }) => (
          <div key={name} className={styles.field}>
            <NumberField
              label={t(label)}
              value={readField(profile, name)}
              min={min}
              max={max}
              placeholder={emptyMeans === undefined ? undefined : t(emptyMeans)}
              testId={`profile-${name}`}
              onChange={(value) => setProfile(withField(profile, name, value))}
            />
          </div>
        ))}
      </div>
      <PlannedCurve preview={preview} />
      <PanelBottom>
        <Button
          look="large"
          className={styles.wide}
          disabled={starting || !live || journey === undefined || !isComplete(profile)}
          data-testid="load-start"
          onClick={() => void start()}
        >
          <Icon name="play" />
          {t("load.start")}
        </Button>
      </PanelBottom>
    </>
  )
}
