import type { LoadState } from "@gameday/contract"
import { useEffect, useRef, useState } from "react"
import { api } from "../../api/client.ts"
import { browserClock } from "../../clock.ts"
import { run, tell } from "../../commands/run.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { NumberField } from "../../ui/NumberField.tsx"
import { PanelBottom, PanelHint, PanelLead, PanelTitle } from "../../ui/Panel.tsx"
import { HonestyBadge } from "./HonestyBadge.tsx"
import styles from "./LoadPanel.module.css"
import { sliderMax, sliderStep } from "./rate-range.ts"

const settleMs = 150

/** The load that runs: more, less, or none. */
export function RunningLoad({ load }: { readonly load: LoadState }) {
  const { t, format } = useI18n()
  const live = useStage(isLive)
  const [wanted, setWanted] = useState<number | null>(null)
  const [stopping, setStopping] = useState(false)
  const cancel = useRef(() => {})
  // Fixed while the load runs, so that the slider does not move under the hand.
  const [max] = useState(() => sliderMax(load.targetRps))
  const shown = wanted ?? Math.round(load.targetRps)

  const change = (rps: number | undefined) => {
    if (rps === undefined) return
    setWanted(rps)
    cancel.current()
    cancel.current = browserClock.after(settleMs, () => {
      void run(api.changeLoad({ rps })).then(() => setWanted((latest) => (latest === rps ? null : latest)))
    })
  }
  useEffect(() => () => cancel.current(), [])
  const stop = async () => {
    setStopping(true)
    const answer = await run(api.stopLoad())
    setStopping(false)
    const { profile, journey } = load
    if (answer !== undefined) tell(t("load.stopped"), () => void run(api.startLoad({ profile, journey })))
  }
  return (
    <>
      <PanelTitle>
        {format.rate(load.achievedRps)}
        <small>{t("topology.per-second")}</small>
      </PanelTitle>
      <PanelLead>{t("load.figures", { target: format.rate(load.targetRps) })}</PanelLead>
      <label className={styles.slider}>
        <span>{t("load.rate")}</span>
        <input
          type="range"
          min={0}
          max={max}
          step={sliderStep(max)}
          value={Math.min(shown, max)}
          disabled={!live}
          data-testid="load-rate"
          aria-valuetext={`${format.rate(shown)} ${t("load.rate")}`}
          onChange={(event) => change(Number(event.target.value))}
        />
        <span className={styles.ends}>
          <span>0</span>
          <span>{format.number(max)}</span>
        </span>
      </label>
      <div className={styles.field}>
        <NumberField
          label={t("load.rate")}
          value={shown}
          min={0}
          max={20_000}
          step={1}
          large
          testId="load-rate-exact"
          onChange={change}
        />
      </div>
      <PanelHint>{t(load.overrideRps === null ? "load.rate-profile" : "load.rate-override")}</PanelHint>
      <PanelHint>
        {t("load.virtual-users", { count: format.number(load.virtualUsers) })} ·{" "}
        {t("load.in-flight", { count: format.number(load.inFlight) })}
      </PanelHint>
      <div className={styles.badge}>
        <HonestyBadge generator={load.generator} />
      </div>
      <PanelBottom>
        <Button
          className={styles.wide}
          disabled={stopping || !live}
          data-testid="load-stop"
          onClick={() => void stop()}
        >
          <Icon name="stop" />
          {t("load.stop")}
        </Button>
      </PanelBottom>
    </>
  )
}
