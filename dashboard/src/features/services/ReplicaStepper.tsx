import type { ServiceState } from "@gameday/contract"
import { useState } from "react"
import { api } from "../../api/client.ts"
import { tell } from "../../commands/run.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { PanelField, PanelHint } from "../../ui/Panel.tsx"
import { replicaLimits } from "./decision.ts"
import styles from "./ServicePanel.module.css"
import { useCommand } from "./use-command.ts"

interface ReplicaStepperProps {
  readonly service: ServiceState
  readonly live: boolean
}

/** One more, one fewer, by hand. What a service allows at most the control plane knows, and says. */
export function ReplicaStepper({ service: { name, desired }, live }: ReplicaStepperProps) {
  const { t, format } = useI18n()
  const [busy, start] = useCommand()
  const [asked, setAsked] = useState(desired)
  const step = (by: number) => {
    setAsked(desired + by)
    start(api.scale(name, desired + by), () =>
      tell(t("services.scaled", { service: name, count: format.number(desired + by) }), () =>
        start(api.scale(name, desired)),
      ),
    )
  }
  const { min, max } = replicaLimits
  return (
    <>
      <PanelField label={t("services.replicas")}>
        <div className={styles.stepper}>
          <Button
            aria-label={t("services.fewer")}
            disabled={busy || !live || desired <= min}
            data-testid="scale-down"
            onClick={() => step(-1)}
          >
            <Icon name="minus" />
          </Button>
          <output data-testid="replicas">{format.number(desired)}</output>
          <Button
            aria-label={t("services.more")}
            disabled={busy || !live || desired >= max}
            data-testid="scale-up"
            onClick={() => step(1)}
          >
            <Icon name="plus" />
          </Button>
          {busy && <small>{t("services.scaling", { count: format.number(asked) })}</small>}
        </div>
      </PanelField>
      <PanelHint>{t("services.by-hand")}</PanelHint>
    </>
  )
}
