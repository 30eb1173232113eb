import type { BlastRadius } from "@gameday/contract"
import { useState } from "react"
import { api } from "../../api/client.ts"
import { run, tell } from "../../commands/run.ts"
import { presentationOf } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import { curlOf, type Draft, requestOf, targetsOf } from "./draft.ts"
import styles from "./FaultPanel.module.css"
import { ParamInputs } from "./ParamInputs.tsx"
import { PreviewBox } from "./PreviewBox.tsx"
import { alreadyActive, commandWords, isFresh } from "./preview-model.ts"
import { TtlChoice } from "./TtlChoice.tsx"
import { usePreview } from "./use-preview.ts"

interface FaultPanelProps {
  readonly draft: Draft
  onChange(draft: Draft): void
}

/** Where, how many, how long; then who exactly, by name; then the button that says what it does. */
export function FaultPanel({ draft, onChange }: FaultPanelProps) {
  const i18n = useI18n()
  const { t, pick } = i18n
  const services = useStage((stage) => stage.state?.services ?? [])
  const live = useStage(isLive)
  const now = useStageNow(250)
  const [firing, setFiring] = useState(false)
  const request = requestOf(draft)
  const occupied = useStage((stage) => alreadyActive(stage.state?.faults ?? [], request) !== undefined)
  const preview = usePreview(request, { live, occupied })
  const service = services.find(({ name }) => name === draft.service)
  const ready = preview.state === "ready" && isFresh(preview.preview, now) ? preview.preview : null
  const { icon } = presentationOf(draft.kind.kind)

  const fire = async () => {
    if (ready === null) return
    setFiring(true)
    await run(api.injectFault(requestOf(draft, ready.hit)))
    setFiring(false)
  }
  const copy = async () => {
    const call = curlOf(requestOf(draft), location.origin)
    try {
      await navigator.clipboard.writeText(call)
      tell(t("chaos.copied"))
    } catch {
      // No clipboard without a secure origin or the viewer's permission: show the call instead.
      tell(t("chaos.copy-failed", { call }))
    }
  }
  return (
    <>
      <h2 className={styles.title}>{pick(draft.kind.title)}</h2>
      <p className={styles.lead}>{pick(draft.kind.description)}</p>
      <div className={styles.field}>
        <span className={styles.label}>{t("chaos.where")}</span>
        <Segmented
          label={t("chaos.where")}
          value={draft.service}
          segments={targetsOf(services).map(({ name, title }) => ({
            value: name,
            label: pick(title),
            testId: `target-${name}`,
          }))}
          onChange={(name) => onChange({ ...draft, service: name })}
        />
      </div>
      <div className={styles.field}>
        <span className={styles.label}>{t("chaos.how-many")}</span>
        <Segmented
          label={t("chaos.how-many")}
          value={String(draft.radius)}
          segments={[
            {
              value: "1",
              label: t("chaos.of", { count: "1", total: i18n.format.number(service?.instances.length) }),
              testId: "radius-1",
            },
            { value: "50%", label: i18n.format.limit(0.5), testId: "radius-50%" },
            { value: "all", label: t("chaos.all"), testId: "radius-all" },
          ]}
          onChange={(radius) => onChange({ ...draft, radius: radiusOf(radius) })}
        />
      </div>
      <TtlChoice draft={draft} onChange={onChange} />
      <ParamInputs draft={draft} prominent onChange={onChange} />
      <PreviewBox preview={preview} service={service} now={now} />
      <div className={styles.bottom}>
        <ParamInputs draft={draft} prominent={false} onChange={onChange} />
        <div className={styles.go}>
          <Button
            look="large"
            disabled={ready === null || ready.hit.length === 0 || firing || !live}
            data-testid="fire"
            onClick={() => void fire()}
          >
            <Icon name={icon} />
            {ready === null
              ? t(occupied ? "chaos.occupied-short" : "chaos.previewing")
              : commandWords(ready, service, i18n)}
          </Button>
          <Button onClick={() => void copy()}>{t("chaos.copy")}</Button>
        </div>
      </div>
    </>
  )
}

function radiusOf(value: string): BlastRadius {
  if (value === "all") return "all"
  return value === "50%" ? "50%" : Number(value)
}
