import type { FaultKind, FaultKindInfo } from "@gameday/contract"
import { useMemo } from "react"
import { presentationOf } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { activeFaults } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Icon } from "../../ui/Icon.tsx"
import styles from "./Catalogue.module.css"
import { groupKinds, secondsLeft } from "./catalogue-model.ts"

interface CatalogueProps {
  readonly kinds: readonly FaultKindInfo[]
  readonly chosen: FaultKind | undefined
  /** null: only to look at. */
  readonly onChoose: ((kind: FaultKindInfo) => void) | null
}

/** What can go wrong, in words anybody understands; what cannot here says why. */
export function Catalogue({ kinds, chosen, onChoose }: CatalogueProps) {
  const { t, format } = useI18n()
  const state = useStage((stage) => stage.state)
  const active = useMemo(() => activeFaults(state), [state])
  const now = useStageNow(500)
  const supported = kinds.filter((kind) => kind.supported).length
  return (
    <>
      <h1 className={styles.title}>
        {t("chaos.title")}
        <small>
          {t("chaos.possible", {
            supported: format.number(supported),
            total: format.number(kinds.length),
          })}
        </small>
      </h1>
      <div className={styles.menu}>
        {groupKinds(kinds).map(({ group, kinds: members }) => (
          <section key={group} className={styles.group}>
            <h2>{t(`chaos.group.${group}`)}</h2>
            <ul>
              {members.map((kind) => (
                <li key={kind.kind}>
                  <Card
                    kind={kind}
                    chosen={kind.kind === chosen}
                    left={secondsLeft(kind, active, now)}
                    onChoose={onChoose}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}

interface CardProps {
  readonly kind: FaultKindInfo
  readonly chosen: boolean
  readonly left: number | null
  readonly onChoose: CatalogueProps["onChoose"]
}

function Card({ kind, chosen, left, onChoose }: CardProps) {
  const { t, pick, format } = useI18n()
  const reason = kind.supported || kind.unsupportedReason === null ? null : pick(kind.unsupportedReason)
  const hint = left === null ? pick(kind.hint) : t("chaos.active-left", { left: format.countdown(left) })
  return (
    <button
      type="button"
      className={styles.card}
      aria-pressed={chosen}
      aria-disabled={!kind.supported || onChoose === null}
      data-active={left !== null}
      data-supported={kind.supported}
      data-testid={`fault-card-${kind.kind}`}
      onClick={() => kind.supported && onChoose?.(kind)}
    >
      <Icon name={presentationOf(kind.kind).icon} />
      <span>
        <b>{pick(kind.title)}</b>
        <span>{reason ?? hint}</span>
      </span>
    </button>
  )
}
