import { useState } from "react"
import { unitSpace } from "../../i18n/format.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { NumberField } from "../../ui/NumberField.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import { type Draft, offeredTtlSeconds } from "./draft.ts"
import styles from "./FaultPanel.module.css"

interface TtlChoiceProps {
  readonly draft: Draft
  onChange(draft: Draft): void
}

const isOffered = (seconds: number) => offeredTtlSeconds.some((offered) => offered === seconds)

/** After this time it heals itself, whatever happens. */
export function TtlChoice({ draft, onChange }: TtlChoiceProps) {
  const { t, format } = useI18n()
  const [other, setOther] = useState(!isOffered(draft.ttlSeconds))
  const choose = (value: string) => {
    setOther(value === "other")
    if (value !== "other") onChange({ ...draft, ttlSeconds: Number(value) })
  }
  return (
    <>
      <div className={styles.field}>
        <span className={styles.label}>{t("chaos.at-most")}</span>
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
      </div>
      {other && (
        <div className={styles.field}>
          <NumberField
            label=""
            value={draft.ttlSeconds}
            min={1}
            max={3600}
            step={1}
            hint={t("chaos.seconds")}
            testId="ttl-seconds"
            onChange={(seconds) => seconds !== undefined && onChange({ ...draft, ttlSeconds: seconds })}
          />
        </div>
      )}
    </>
  )
}
