import type { AutoscalingPolicy, AutoscalingState } from "@gameday/contract"
import { useState } from "react"
import { api } from "../../api/client.ts"
import { tell } from "../../commands/run.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { Button } from "../../ui/Button.tsx"
import { NumberField } from "../../ui/NumberField.tsx"
import { PanelField } from "../../ui/Panel.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import { Switch } from "../../ui/Switch.tsx"
import { isUsable, replicaLimits, samePolicy, usualTargets } from "./decision.ts"
import styles from "./ServicePanel.module.css"
import { useCommand } from "./use-command.ts"

interface PolicyFormProps {
  readonly service: string
  readonly title: string
  readonly scaling: AutoscalingState
  readonly live: boolean
}

const metrics = ["rps", "cpu", "p95"] as const

/** Whether a service scales itself, by what, and between which limits. */
export function PolicyForm({ service, title, scaling, live }: PolicyFormProps) {
  const { t } = useI18n()
  const { policy, verdict } = scaling
  const [busy, start] = useCommand()
  /** null: nothing was changed here; what the control plane has is shown. */
  const [draft, setDraft] = useState<AutoscalingPolicy | null>(null)
  const shown = draft ?? policy
  const change = (changes: Partial<AutoscalingPolicy>) => setDraft({ ...shown, ...changes })
  const send = (enabled: boolean) => {
    start(api.setAutoscaling(service, { ...shown, enabled }), () => {
      setDraft(null)
      tell(t("services.applied", { service: title }))
    })
  }
  const usable = isUsable(shown)
  const limit = (label: "least" | "most", name: "minReplicas" | "maxReplicas") => (
    <PanelField label={t(`services.${label}`)}>
      <NumberField
        label={t(`services.${label}`)}
        labelHidden
        value={Number.isNaN(shown[name]) ? undefined : shown[name]}
        {...replicaLimits}
        step={1}
        hint={t("services.unit.replicas")}
        testId={`policy-${label}`}
        onChange={(value = Number.NaN) => change({ [name]: value })}
      />
    </PanelField>
  )
  return (
    <section className={styles.policy} aria-label={t("services.automatic")}>
      <PanelField label={t("services.automatic")}>
        <Switch
          label={t("services.automatic")}
          word={t(policy.enabled ? "services.on" : "services.off")}
          on={policy.enabled}
          disabled={busy || !live || !usable}
          testId="autoscaling-switch"
          onChange={send}
        />
      </PanelField>
      <PanelField label={t("services.metric")}>
        <Segmented
          label={t("services.metric")}
          value={shown.metric}
          segments={metrics.map((value) => ({
            value,
            label: t(`services.metric.${value}`),
            testId: `metric-${value}`,
          }))}
          onChange={(metric) =>
            change({ metric, target: metric === policy.metric ? policy.target : usualTargets[metric] })
          }
        />
      </PanelField>
      <PanelField label={t("services.target")}>
        <NumberField
          label={t("services.target")}
          labelHidden
          value={Number.isNaN(shown.target) ? undefined : shown.target}
          min={0}
          hint={t(`services.unit.${shown.metric}`)}
          testId="policy-target"
          onChange={(target = Number.NaN) => change({ target })}
        />
      </PanelField>
      {limit("least", "minReplicas")}
      {limit("most", "maxReplicas")}
      {!usable && (
        <p className={styles.problem} role="alert">
          {t("services.invalid")}
        </p>
      )}
      <div className={styles.actions}>
        <Button
          look="primary"
          disabled={busy || !live || !usable || samePolicy(shown, policy)}
          data-testid="policy-apply"
          onClick={() => send(policy.enabled)}
        >
          {t("services.apply")}
        </Button>
        {verdict === "held" && (
          <Button
            disabled={busy || !live || !usable}
            data-testid="autoscaling-resume"
            onClick={() => send(true)}
          >
            {t("services.resume")}
          </Button>
        )}
      </div>
    </section>
  )
}
