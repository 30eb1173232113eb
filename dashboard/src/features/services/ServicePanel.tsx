import type { ServiceState } from "@gameday/contract"
import { api } from "../../api/client.ts"
import { tell } from "../../commands/run.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { PanelBottom, PanelHint, PanelLead, PanelTitle } from "../../ui/Panel.tsx"
import { decisionOf } from "./decision.ts"
import { PolicyForm } from "./PolicyForm.tsx"
import { ReplicaStepper } from "./ReplicaStepper.tsx"
import styles from "./ServicePanel.module.css"
import { useCommand } from "./use-command.ts"

/** What the operator can do with one service: scale it, let it scale itself, restart it. */
export function ServicePanel({ service }: { readonly service: ServiceState }) {
  const i18n = useI18n()
  const { t, pick } = i18n
  const live = useStage(isLive)
  const [restarting, start] = useCommand()
  const { name, autoscaling } = service
  const title = pick(service.title)
  const decision = decisionOf(service, i18n)
  return (
    <>
      <PanelTitle>{title}</PanelTitle>
      <PanelLead>{decision === null ? t("services.one") : `${decision.verdict}: ${decision.why}.`}</PanelLead>
      {autoscaling !== null && (
        <>
          <ReplicaStepper service={service} live={live} />
          <PolicyForm service={name} title={title} scaling={autoscaling} live={live} />
        </>
      )}
      <PanelBottom>
        <PanelHint>{t("services.restart-hint")}</PanelHint>
        <Button
          className={styles.wide}
          disabled={restarting || !live}
          data-testid="rolling-restart"
          onClick={() => start(api.restart(name), () => tell(t("services.restarted", { service: title })))}
        >
          {restarting ? t("services.restarting") : `${t("services.restart")}: ${title}`}
        </Button>
      </PanelBottom>
    </>
  )
}
