import { useI18n } from "../i18n/i18n.ts"
import { useStage } from "../store/stage-store.ts"
import { Icon } from "../ui/Icon.tsx"
import type { Hold } from "../ui/use-hold.ts"
import styles from "./HealEverything.module.css"

/** Red, always there, never disabled: held for 0.8 s it ends everything we broke. */
export function HealEverything({ hold }: { readonly hold: Hold }) {
  const { t } = useI18n()
  const healing = useStage((stage) => stage.state?.healing ?? false)
  return (
    <button
      type="button"
      className={styles.heal}
      aria-label={t("heal.label")}
      data-holding={hold.holding}
      data-testid="heal-everything"
      onPointerDown={hold.start}
      onPointerUp={hold.cancel}
      onPointerLeave={hold.cancel}
      onPointerCancel={hold.cancel}
      onContextMenu={(event) => event.preventDefault()}
      onBlur={hold.cancel}
      {...hold.keys}
    >
      <Icon name="heal" />
      <span>
        <b>{t("heal.all")}</b>
        <small>{t(healing ? "heal.at-work" : "heal.hold")}</small>
      </span>
    </button>
  )
}
