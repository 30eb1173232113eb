import type { StepState } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { Icon, type IconName } from "../../ui/Icon.tsx"
import styles from "./RunStep.module.css"

const icons = {
  waiting: "st-unknown",
  running: "play",
  done: "check",
  failed: "st-down",
  skipped: "mark-after",
} as const satisfies Record<StepState["status"], IconName>

/** One thing that is done to the stage: whether it was, and what came of it. */
export function RunStep({ step }: { readonly step: StepState }) {
  const { t, pick } = useI18n()
  const trigger = step.trigger === "cue" || step.trigger === "when" ? step.trigger : null
  return (
    <li className={styles.step} data-status={step.status} data-testid={`step-${step.id}`}>
      <Icon name={icons[step.status]} />
      <span>
        <span className="visually-hidden">{t(`run.step.${step.status}`)}: </span>
        {pick(step.title)}
        {step.status === "waiting" && trigger !== null && <small>{t(`run.trigger.${trigger}`)}</small>}
        {step.outcome !== null && <small>{step.outcome}</small>}
        {step.outcome === null && (step.status === "failed" || step.status === "skipped") && (
          <small>{t(`run.step.${step.status}`)}</small>
        )}
      </span>
    </li>
  )
}
