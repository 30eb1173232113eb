import { tell } from "../../commands/run.ts"
import { languages } from "../../i18n/i18n.ts"
import { setPreferences, usePreferences } from "../../store/preferences.ts"
import { isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"

/**
 * Begins or ends presenting. Call it from a key or a click: browsers grant the full screen only then. Where they do not,
 * the picture fills the window.
 */
export function present(on: boolean): void {
  if (usePreferences.getState().present === on) return
  setPreferences({ present: on })
  if (on) {
    const { t } = languages[usePreferences.getState().locale]
    tell(t(isOperator(useStage.getState()) ? "present.on" : "present.on-viewer"))
    document.documentElement.requestFullscreen?.().catch(() => undefined)
  } else if (document.fullscreenElement !== null) {
    document.exitFullscreen?.().catch(() => undefined)
  }
}

/**
 * The browser's own way out of the full screen ends presenting, too: no key reaches the page then.
 *
 * @returns stops watching
 */
export function leaveWithFullScreen(): () => void {
  const changed = () => {
    if (document.fullscreenElement === null) present(false)
  }
  document.addEventListener("fullscreenchange", changed)
  return () => document.removeEventListener("fullscreenchange", changed)
}
