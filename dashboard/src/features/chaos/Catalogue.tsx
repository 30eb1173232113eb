import type { FaultKindInfo } from "@gameday/contract"
import { useMemo, useState } from "react"
import { presentationOf } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { activeFaults } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { SearchField } from "../../ui/SearchField.tsx"
import { ViewTitle } from "../../ui/ViewTitle.tsx"
import styles from "./Catalogue.module.css"
import { findKinds, groupKinds, secondsLeft } from "./catalogue-model.ts"
import { FaultCard } from "./FaultCard.tsx"
import { GuardBar } from "./GuardBar.tsx"

interface CatalogueProps {
  readonly kinds: readonly FaultKindInfo[]
  /** The kind that was clicked. */
  readonly chosen: string | undefined
  onChoose(kind: FaultKindInfo): void
}

/** What can go wrong, in words anybody understands; what cannot here says why. */
export function Catalogue({ kinds, chosen, onChoose }: CatalogueProps) {
  const { t, format } = useI18n()
  const state = useStage((stage) => stage.state)
  const active = useMemo(() => activeFaults(state), [state])
  const now = useStageNow(500)
  const [query, setQuery] = useState("")
  const found = useMemo(() => groupKinds(findKinds(kinds, query)), [kinds, query])
  return (
    <>
      <ViewTitle
        note={t("chaos.possible", {
          supported: format.number(kinds.filter((kind) => kind.supported).length),
          total: format.number(kinds.length),
        })}
        tools={<SearchField label={t("chaos.find")} value={query} testId="find-fault" onChange={setQuery} />}
      >
        {t("chaos.title")}
      </ViewTitle>
      <GuardBar />
      {found.length === 0 && <p>{t("chaos.found-none")}</p>}
      <div className={styles.menu}>
        {found.map(({ group, kinds: members }) => (
          <section key={group} className={styles.group}>
            <h2>
              {t(`chaos.group.${group}`)}
              {group === "behind" && <small>{t("chaos.group-note.behind")}</small>}
            </h2>
            <ul>
              {members.map((kind) => (
                <li key={kind.kind}>
                  <KindCard
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

interface KindCardProps {
  readonly kind: FaultKindInfo
  readonly chosen: boolean
  readonly left: number | null
  onChoose(kind: FaultKindInfo): void
}

/** A kind: what it is called, what the audience notices, how long it goes on, or why it cannot be had. */
function KindCard({ kind, chosen, left, onChoose }: KindCardProps) {
  const { t, pick, format } = useI18n()
  const reason = kind.supported || kind.unsupportedReason === null ? null : pick(kind.unsupportedReason)
  const hint = left === null ? pick(kind.hint) : t("chaos.active-left", { left: format.countdown(left) })
  return (
    <FaultCard
      icon={presentationOf(kind.kind).icon}
      title={pick(kind.title)}
      hint={reason ?? hint}
      chosen={chosen}
      active={left !== null}
      supported={kind.supported}
      testId={`fault-card-${kind.kind}`}
      onChoose={() => onChoose(kind)}
    />
  )
}
