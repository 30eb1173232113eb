import type { FaultKindInfo } from "@gameday/contract"
import { useRef, useState } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { SplitView } from "../../ui/SplitView.tsx"
import { ActiveFaults } from "./ActiveFaults.tsx"
import { Catalogue } from "./Catalogue.tsx"
import styles from "./Chaos.module.css"
import { type Draft, draftFor } from "./draft.ts"
import { FaultPanel } from "./FaultPanel.tsx"
import { PastFaults } from "./PastFaults.tsx"
import { PresetList } from "./PresetList.tsx"
import { draftOf, type OfferedPreset } from "./presets.ts"
import { useFaultKinds } from "./use-fault-kinds.ts"

interface Prepared {
  /** The kind, or the preset, that was clicked: its form starts anew with another one. */
  readonly chosen: string
  readonly draft: Draft
}

/** Where things are broken on purpose: choose, see who will be hit, fire, heal. For operators only. */
export function Chaos() {
  const { t } = useI18n()
  const services = useStage((stage) => stage.state?.services)
  const [kinds, retry] = useFaultKinds()
  const [prepared, setPrepared] = useState<Prepared | null>(null)
  const panel = useRef<HTMLElement>(null)
  const before = prepared?.draft ?? null

  const prepare = (chosen: string, draft: Draft) => {
    setPrepared({ chosen, draft })
    // On a small screen the panel is far below the cards; on the stage it is in sight already.
    panel.current?.scrollIntoView({ block: "nearest" })
  }
  const choose = (kind: FaultKindInfo) => prepare(kind.kind, draftFor(kind, services ?? [], before))
  const tellStory = (offered: OfferedPreset) => prepare(offered.preset.id, draftOf(offered, before))
  const known = kinds.state === "ready" ? kinds.kinds : []
  return (
    <div className={styles.chaos}>
      <ActiveFaults kinds={known} />
      <SplitView
        panelRef={panel}
        panelLabel={t("chaos.panel")}
        panel={
          prepared === null ? (
            <PresetList kinds={known} onChoose={tellStory} />
          ) : (
            <FaultPanel
              key={prepared.chosen}
              draft={prepared.draft}
              onChange={(draft) => setPrepared({ ...prepared, draft })}
              onClose={() => setPrepared(null)}
            />
          )
        }
      >
        {kinds.state === "loading" && <Empty>{t("chaos.loading")}</Empty>}
        {kinds.state === "failed" && (
          <Empty action={<Button onClick={retry}>{t("action.retry")}</Button>}>
            {t("chaos.failed")} <code>{kinds.error.code}</code>
          </Empty>
        )}
        {kinds.state === "ready" && (
          <Catalogue kinds={kinds.kinds} chosen={prepared?.draft.kind.kind} onChoose={choose} />
        )}
        <PastFaults kinds={known} />
      </SplitView>
    </div>
  )
}
