import type { BlastRadius } from "@gameday/contract"
import { nameOf } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { useTitles } from "../../store/titles.ts"
import { PanelField } from "../../ui/Panel.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import { asksHowMany, type Draft, targetsOf } from "./draft.ts"
import styles from "./WhereChoice.module.css"

interface WhereChoiceProps {
  readonly draft: Draft
  onChange(draft: Draft): void
}

/** Which service or dependency, and how many of its instances; what there is no choice about is only said. */
export function WhereChoice({ draft, onChange }: WhereChoiceProps) {
  const i18n = useI18n()
  const { t, format } = i18n
  const titles = useTitles()
  const services = useStage((stage) => stage.state?.services ?? [])
  const targets = targetsOf(draft.kind, services)
  const total = services.find(({ name }) => name === draft.target)?.instances.length
  return (
    <>
      <PanelField label={t("chaos.where")}>
        {targets.length === 1 ? (
          <b className={styles.only} data-testid="target-only">
            {nameOf(draft.target, titles, i18n)}
          </b>
        ) : (
          <Segmented
            label={t("chaos.where")}
            value={draft.target}
            segments={targets.map((name) => ({
              value: name,
              label: nameOf(name, titles, i18n),
              testId: `target-${name}`,
            }))}
            onChange={(target) => onChange({ ...draft, target })}
          />
        )}
      </PanelField>
      {asksHowMany(draft.kind) && (
        <PanelField label={t("chaos.how-many")}>
          <Segmented
            label={t("chaos.how-many")}
            value={String(draft.radius)}
            segments={[
              {
                value: "1",
                label: t("chaos.of", { count: "1", total: format.number(total) }),
                testId: "radius-1",
              },
              { value: "50%", label: format.limit(0.5), testId: "radius-50%" },
              { value: "all", label: t("chaos.all"), testId: "radius-all" },
            ]}
            onChange={(radius) => onChange({ ...draft, radius: radiusOf(radius) })}
          />
        </PanelField>
      )}
    </>
  )
}

function radiusOf(value: string): BlastRadius {
  if (value === "all") return "all"
  return value === "50%" ? "50%" : Number(value)
}
