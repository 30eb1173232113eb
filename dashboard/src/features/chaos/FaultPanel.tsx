import { useState } from "react"
import { api } from "../../api/client.ts"
import { run, tell } from "../../commands/run.ts"
import { presentationOf } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { useTitles } from "../../store/titles.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { PanelBottom, PanelLead, PanelTitle } from "../../ui/Panel.tsx"
import { curlOf, type Draft, requestOf } from "./draft.ts"
import styles from "./FaultPanel.module.css"
import { ExpertParams, MainParams } from "./ParamInputs.tsx"
import { PreviewBox } from "./PreviewBox.tsx"
import { paramFields } from "./param-fields.ts"
import { problemOf } from "./param-values.ts"
import { alreadyActive, commandWords, isFresh } from "./preview-model.ts"
import { StopChoice } from "./StopChoice.tsx"
import { areAllowed } from "./stop-limits.ts"
import { TtlChoice } from "./TtlChoice.tsx"
import { type Preview, usePreview } from "./use-preview.ts"
import { WhereChoice } from "./WhereChoice.tsx"

interface FaultPanelProps {
  readonly draft: Draft
  onChange(draft: Draft): void
  onClose(): void
}

/** Where, how many, how long; then who exactly, by name; then the button that says what it does. */
export function FaultPanel({ draft, onChange, onClose }: FaultPanelProps) {
  const { t, pick } = useI18n()
  const live = useStage(isLive)
  const now = useStageNow(250)
  const [firing, setFiring] = useState(false)
  const request = requestOf(draft)
  const occupied = useStage((stage) => alreadyActive(stage.state?.faults ?? [], request) !== undefined)
  const preview = usePreview(request, { live, occupied, valid: isValid(draft) })
  const ready = preview.state === "ready" && isFresh(preview.preview, now) ? preview.preview : null
  const { icon } = presentationOf(draft.kind.kind)
  const words = useFireWords(preview, ready)

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
      <PanelTitle onClose={onClose}>{pick(draft.kind.title)}</PanelTitle>
      <PanelLead>{pick(draft.kind.description)}</PanelLead>
      <WhereChoice draft={draft} onChange={onChange} />
      <TtlChoice draft={draft} onChange={onChange} />
      <MainParams draft={draft} onChange={onChange} />
      <StopChoice conditions={draft.stopWhen} onChange={(stopWhen) => onChange({ ...draft, stopWhen })} />
      <PreviewBox preview={preview} stopWhen={draft.stopWhen} now={now} />
      <ExpertParams draft={draft} onChange={onChange} />
      <PanelBottom>
        <div className={styles.go}>
          <Button
            look="large"
            disabled={ready === null || ready.hit.length === 0 || firing || !live}
            data-testid="fire"
            onClick={() => void fire()}
          >
            <Icon name={icon} />
            {words}
          </Button>
          <Button onClick={() => void copy()}>{t("chaos.copy")}</Button>
        </div>
      </PanelBottom>
    </>
  )
}

function isValid({ kind, params, stopWhen, ttlSeconds }: Draft): boolean {
  return (
    areAllowed(stopWhen) &&
    ttlSeconds >= 1 &&
    ttlSeconds <= 3600 &&
    paramFields(kind.paramsSchema).every((field) => problemOf(field, params) === null)
  )
}

/** What the button does, naming its victims; why it does not, while it cannot. */
function useFireWords(
  preview: Preview,
  ready: Extract<Preview, { state: "ready" }>["preview"] | null,
): string {
  const i18n = useI18n()
  const titles = useTitles()
  if (ready !== null) return commandWords(ready, titles, i18n)
  if (preview.state === "invalid") return i18n.t("chaos.invalid-short")
  return i18n.t(preview.state === "occupied" ? "chaos.occupied-short" : "chaos.previewing")
}
