import type { State } from "@gameday/contract"
import { protectionsOff, protectionWords } from "../../faults/protections.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { Icon } from "../../ui/Icon.tsx"

interface ProtectionsOffTagProps {
  readonly state: State
  readonly className: string | undefined
}

/** The shop without its safety nets must not be taken for the shop: said as long as one is off. */
export function ProtectionsOffTag({ state, className }: ProtectionsOffTagProps) {
  const i18n = useI18n()
  const now = useStageNow(250)
  const without = protectionsOff(state)
  if (without === null) return null
  const seconds = Math.max(0, Math.ceil((without.fault.expiresAt - now) / 1000))
  return (
    <span className={className} data-testid="protections-off">
      <Icon name="shield-off" />
      <span>
        {i18n.t("protections.off", {
          what: protectionWords(without.off, i18n),
          left: i18n.format.duration(seconds),
        })}
      </span>
    </span>
  )
}
