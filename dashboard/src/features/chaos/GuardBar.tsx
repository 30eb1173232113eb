import type { Guard } from "@gameday/contract"
import { useState } from "react"
import { api } from "../../api/client.ts"
import { run } from "../../commands/run.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { Switch } from "../../ui/Switch.tsx"
import styles from "./GuardBar.module.css"
import { GuardDialog } from "./GuardDialog.tsx"
import { usualConditions } from "./stop-limits.ts"
import { useStopWords } from "./use-stop-words.ts"

/** The guard over everything: whether it is on, and at what it heals all that is broken. */
export function GuardBar() {
  const { t } = useI18n()
  const { say } = useStopWords()
  const guard = useStage((stage) => stage.state?.guard)
  const live = useStage(isLive)
  const [changing, setChanging] = useState(false)
  const [open, setOpen] = useState(false)
  if (guard === undefined) return null
  // A guard without any limit would never do anything: switching it on takes the usual ones.
  const stopWhen = guard.stopWhen.length === 0 ? [...usualConditions] : guard.stopWhen

  const change = async (next: Guard) => {
    setChanging(true)
    await run(api.setGuard(next))
    setChanging(false)
  }
  return (
    <section className={styles.bar} aria-label={t("guard.title")} data-on={guard.enabled} data-testid="guard">
      <Icon name={guard.enabled ? "shield" : "shield-off"} />
      <b>{t("guard.title")}</b>
      <Switch
        label={t("guard.title")}
        word={t(guard.enabled ? "guard.on" : "guard.off")}
        on={guard.enabled}
        disabled={changing || !live}
        testId="guard-switch"
        onChange={(enabled) => void change({ enabled, stopWhen })}
      />
      <p>{t(guard.enabled ? "guard.heals" : "guard.would-heal", { conditions: say(stopWhen) })}</p>
      <Button look="quiet" disabled={!live} data-testid="guard-change" onClick={() => setOpen(true)}>
        {t("guard.change")}
      </Button>
      {open && (
        <GuardDialog
          stopWhen={stopWhen}
          onSave={(limits) => void change({ enabled: true, stopWhen: [...limits] })}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  )
}
