import type { RunRequest, ScenarioInfo } from "@gameday/contract"
import { useState } from "react"
import type { ApiError } from "../../api/client.ts"
import { runApi } from "../../api/runs.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { PanelBottom, PanelField, PanelHint, PanelLead, PanelTitle } from "../../ui/Panel.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import { ScenarioRefusal } from "./ScenarioRefusal.tsx"
import styles from "./StartScenario.module.css"
import { changedValues, fieldsOf, isStartable, type Values } from "./scenario-form.ts"
import { VariableInput } from "./VariableInput.tsx"

type Cues = NonNullable<RunRequest["cues"]>

/** What can be set before it starts, and the start. What is wrong with it is said where it was started. */
export function StartScenario({ info: { scenario } }: { readonly info: ScenarioInfo }) {
  const { t, pick } = useI18n()
  const live = useStage(isLive)
  const [values, setValues] = useState<Values>({})
  const [cues, setCues] = useState<Cues>("manual")
  const [starting, setStarting] = useState(false)
  const [refusal, setRefusal] = useState<ApiError | null>(null)

  const start = async () => {
    setStarting(true)
    setRefusal(null)
    const answer = await runApi.start({
      scenario: scenario.name,
      variables: changedValues(scenario, values),
      cues,
    })
    setStarting(false)
    if (!answer.ok) setRefusal(answer.error)
  }
  return (
    <>
      <PanelTitle>{pick(scenario.title)}</PanelTitle>
      <PanelLead>{pick(scenario.description)}</PanelLead>
      <PanelField label={t("director.cues")}>
        <Segmented<Cues>
          label={t("director.cues")}
          value={cues}
          segments={[
            { value: "manual", label: t("director.cues-manual"), testId: "cues-manual" },
            { value: "auto", label: t("director.cues-auto"), testId: "cues-auto" },
          ]}
          onChange={setCues}
        />
      </PanelField>
      <PanelHint>{t(cues === "auto" ? "director.cues-auto-hint" : "director.cues-manual-hint")}</PanelHint>
      <div className={styles.variables}>
        {fieldsOf(scenario).map((field) => (
          <VariableInput
            key={field.name}
            {...field}
            value={values[field.name]}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
      </div>
      <PanelBottom>
        {refusal !== null && <ScenarioRefusal error={refusal} />}
        <Button
          look="large"
          className={styles.start}
          disabled={starting || !live || !isStartable(scenario, values)}
          data-testid="run-start"
          onClick={() => void start()}
        >
          <Icon name="play" />
          {t(starting ? "director.starting" : "director.start")}
        </Button>
      </PanelBottom>
    </>
  )
}
