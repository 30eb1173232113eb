import type { FaultKindInfo } from "@gameday/contract"
import { presentationOf } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { Empty } from "../../ui/Empty.tsx"
import { PanelTitle } from "../../ui/Panel.tsx"
import { FaultCard } from "./FaultCard.tsx"
import styles from "./PresetList.module.css"
import { type OfferedPreset, offeredPresets } from "./presets.ts"

interface PresetListProps {
  readonly kinds: readonly FaultKindInfo[]
  onChoose(preset: OfferedPreset): void
}

/** What the panel shows as long as nothing is chosen: whole stories, prepared in one click. */
export function PresetList({ kinds, onChoose }: PresetListProps) {
  const { t, pick } = useI18n()
  const state = useStage((stage) => stage.state)
  const presets = state === null ? [] : offeredPresets(kinds, state)
  if (presets.length === 0) return <Empty>{t("chaos.none-chosen")}</Empty>
  return (
    <>
      <PanelTitle>{t("chaos.presets")}</PanelTitle>
      <ul className={styles.list}>
        {presets.map((offered) => (
          <li key={offered.preset.id}>
            <FaultCard
              icon={presentationOf(offered.kind.kind).icon}
              title={pick(offered.preset.title)}
              hint={pick(offered.preset.hint)}
              testId={`preset-${offered.preset.id}`}
              onChoose={() => onChoose(offered)}
            />
          </li>
        ))}
      </ul>
      <Empty>{t("chaos.or-choose")}</Empty>
    </>
  )
}
