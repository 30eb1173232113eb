import { useEffect } from "react"
import { useI18n } from "../i18n/i18n.ts"
import { isReplaying } from "../replay/replay-store.ts"
import { moved, zoomedIn, zoomedOut } from "../store/range-steps.ts"
import { useStage } from "../store/stage-store.ts"
import { setTimeRange, useTimeRange } from "../store/time-range.ts"
import { Icon, type IconName } from "../ui/Icon.tsx"
import styles from "./RangeBar.module.css"
import { endOf } from "./strip-model.ts"

/** Whether Escape means something else: something is open that it closes. */
function somethingOpen(): boolean {
  return document.querySelector('dialog[open], [role="dialog"], [role="menu"], [data-pinned="true"]') !== null
}

/** Which time the charts of this view show, and the way back to live. Everything that can be drawn can be pressed here. */
export function RangeBar({ liveSeconds }: { readonly liveSeconds: number }) {
  const { t, format } = useI18n()
  const range = useTimeRange()
  const latestAt = useStage((stage) => endOf(stage.seconds))
  useEffect(() => {
    if (range === null) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !somethingOpen()) setTimeRange(null)
    }
    // Before whoever closes something hears of it: afterwards it would look as if nothing had been open.
    addEventListener("keydown", onKey, true)
    return () => removeEventListener("keydown", onKey, true)
  }, [range])

  const latest = Math.floor(latestAt / 1000)
  const shown = range ?? { fromSeconds: latest - liveSeconds, toSeconds: latest }
  const step = (name: "in" | "out" | "earlier" | "later", icon: IconName, to: typeof shown) => (
    <button
      type="button"
      className={styles.step}
      aria-label={t(`range.${name}`)}
      title={t(`range.${name}`)}
      data-testid={`range-${name}`}
      disabled={latestAt <= 1000}
      onClick={() => setTimeRange(to)}
    >
      <Icon name={icon} />
    </button>
  )
  return (
    <fieldset className={styles.bar} aria-label={t("range.label")} data-zoomed={range !== null}>
      {range === null ? (
        <span className={styles.words} data-testid="range">
          <b>
            {t(isReplaying() ? "range.recorded" : "range.live", { minutes: format.number(liveSeconds / 60) })}
          </b>
          <small>{t("range.hint")}</small>
        </span>
      ) : (
        <span className={styles.words} data-testid="range">
          <b className={styles.tag}>{t("range.not-live")}</b>
          {t("range.from-to", {
            from: format.time(range.fromSeconds * 1000),
            to: format.time(range.toSeconds * 1000),
          })}
        </span>
      )}
      {step("earlier", "earlier", moved(shown, -1, latestAt))}
      {range !== null && step("later", "chevron", moved(shown, 1, latestAt))}
      {step("in", "plus", zoomedIn(shown, latestAt))}
      {range !== null && step("out", "minus", zoomedOut(shown, latestAt))}
      {range !== null && (
        <button
          type="button"
          className={styles.live}
          data-testid="range-live"
          onClick={() => setTimeRange(null)}
        >
          {t("range.back")} <kbd>Esc</kbd>
        </button>
      )}
    </fieldset>
  )
}
