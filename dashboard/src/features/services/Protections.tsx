import type { State } from "@gameday/contract"
import { useState } from "react"
import { allProtections, protectionNames } from "../../faults/protections.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { SectionTitle } from "../../ui/SectionTitle.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import { Switch } from "../../ui/Switch.tsx"
import styles from "./Protections.module.css"
import { useProtections } from "./use-protections.ts"

interface ProtectionsProps {
  readonly state: State
  readonly operator: boolean
}

const offeredSeconds = ["30", "60", "300"] as const
type OfferedSeconds = (typeof offeredSeconds)[number]

/** The entry's safety nets, each with its switch: what a before and after is made of. */
export function Protections({ state, operator }: ProtectionsProps) {
  const entry = state.services.find(({ role }) => role === "entry")
  return entry === undefined ? null : (
    <ProtectionsOf state={state} operator={operator} service={entry.name} title={entry.title} />
  )
}

interface ProtectionsOfProps extends ProtectionsProps {
  readonly service: string
  readonly title: State["services"][number]["title"]
}

function ProtectionsOf({ state, operator, service, title }: ProtectionsOfProps) {
  const { t, pick, format } = useI18n()
  const now = useStageNow(250)
  const live = useStage(isLive)
  const [seconds, setSeconds] = useState<OfferedSeconds>("60")
  const { off, switching, backAt, toggle, restore } = useProtections(state, service)
  const note =
    off.length === 0
      ? t("protections.all-on")
      : t("protections.some-off", {
          count: format.number(off.length),
          total: format.number(allProtections.length),
        })
  return (
    <section className={styles.section} data-testid="protections" data-off={off.length > 0}>
      <div className={styles.head}>
        <SectionTitle note={note}>{t("protections.title", { service: pick(title) })}</SectionTitle>
        {backAt !== null && (
          <p className={styles.back} data-testid="protections-back">
            <Icon name="shield-off" />
            {t("protections.back", { left: format.duration(Math.max(0, Math.ceil((backAt - now) / 1000))) })}
          </p>
        )}
        {operator && (
          <div className={styles.time}>
            <span>{t("protections.for")}</span>
            <Segmented
              label={t("protections.for")}
              value={seconds}
              segments={offeredSeconds.map((value) => ({
                value,
                label: format.duration(Number(value)),
                testId: `protections-for-${value}`,
              }))}
              onChange={(value: OfferedSeconds) => setSeconds(value)}
            />
          </div>
        )}
      </div>
      <ul className={styles.switches}>
        {allProtections.map((name) => {
          const on = !off.includes(name)
          const word = t(on ? "protections.on" : "protections.is-off")
          return (
            <li key={name} data-off={!on}>
              <b>{pick(protectionNames[name])}</b>
              {operator ? (
                <Switch
                  label={pick(protectionNames[name])}
                  word={switching ? t("protections.switching") : word}
                  on={on}
                  disabled={switching || !live}
                  testId={`protection-${name}`}
                  onChange={() => toggle(name, Number(seconds))}
                />
              ) : (
                <span>{word}</span>
              )}
            </li>
          )
        })}
        {operator && off.length > 0 && (
          <li className={styles.restore}>
            <Button
              look="primary"
              disabled={switching || !live}
              data-testid="protections-restore"
              onClick={restore}
            >
              {t("protections.restore")}
            </Button>
          </li>
        )}
      </ul>
      {operator && <p className={styles.honest}>{t("protections.honest")}</p>}
    </section>
  )
}
