import { useState } from "react"
import { unitSpace } from "../../i18n/format.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { NumberField } from "../../ui/NumberField.tsx"
import { PanelField } from "../../ui/Panel.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import { type Draft, offeredTtlSeconds } from "./draft.ts"
import { rangeWords } from "./param-words.ts"

interface TtlChoiceProps {
  readonly draft: Draft
  onChange(draft: Draft): void
}

const isOffered = (seconds: number) => offeredTtlSeconds.some((offered) => offered === seconds)

/** After this time it heals itself, whatever happens. */
export function TtlChoice({ draft, onChange }: TtlChoiceProps) {
  const i18n = useI18n()
  const { t, format } = i18n
  const [other, setOther] = useState(!isOffered(draft.ttlSeconds))
  const choose = (value: string) => {
    setOther(value === "other")
    if (value !== "other") onChange({ ...draft, ttlSeconds: Number(value) })
  }
  return (
    <>
      <PanelField label={t("chaos.at-most")}>
        <Segmented
          label={t("chaos.at-most")}
          value={other ? "other" : String(draft.ttlSeconds)}
          segments={[
            ...offeredTtlSeconds.map((seconds) => ({
              value: String(seconds),
              label: `${format.number(seconds)}${unitSpace}s`,
              testId: `ttl-${seconds}`,
            })),
            {
              value: "other",
              label: other ? format.duration(draft.ttlSeconds) : t("chaos.other"),
              testId: "ttl-other",
            },
          ]}
          onChange={choose}
        />
      </PanelField>
      {other && (
        <PanelField label="">
          <NumberField
            label={t("chaos.at-most")}
            labelHidden
            value={draft.ttlSeconds}
            min={1}
            max={3600}
            step={1}
            hint={`${t("chaos.seconds")}, ${rangeWords(1, 3600, i18n)}`}
            problem={
              draft.ttlSeconds < 1 || draft.ttlSeconds > 3600
                ? t("problem.range", { range: rangeWords(1, 3600, i18n) })
                : undefined
            }
            testId="ttl-seconds"
            onChange={(seconds) => seconds !== undefined && onChange({ ...draft, ttlSeconds: seconds })}
          />
        </PanelField>
      )}
    </>
  )
}
