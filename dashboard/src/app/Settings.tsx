import { useEffect, useRef, useState } from "react"
import { clockProblem, toggleClock, useClockWindow } from "../features/clock/clock-window.ts"
import { present } from "../features/present/presenting.ts"
import { useI18n } from "../i18n/i18n.ts"
import { locales, setPreferences, textSizes, themes, usePreferences } from "../store/preferences.ts"
import { isOperator } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import { Button } from "../ui/Button.tsx"
import { Icon } from "../ui/Icon.tsx"
import { Segmented } from "../ui/Segmented.tsx"
import { openOverlay } from "./overlay.ts"
import styles from "./Settings.module.css"

const languageNames = { en: "English", de: "Deutsch" } as const

/** Theme, language, text size, and the ways to show the stage: for this browser only. */
export function Settings() {
  const { t } = useI18n()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false)
    }
    const onEscape = (event: KeyboardEvent) => event.key === "Escape" && setOpen(false)
    addEventListener("pointerdown", outside)
    addEventListener("keydown", onEscape)
    return () => {
      removeEventListener("pointerdown", outside)
      removeEventListener("keydown", onEscape)
    }
  }, [open])
  return (
    <div className={styles.settings} ref={box}>
      <button
        type="button"
        className={styles.open}
        aria-label={t("settings.open")}
        aria-expanded={open}
        data-testid="settings"
        onClick={() => setOpen(!open)}
      >
        <Icon name="settings" />
      </button>
      {open && (
        <div className={styles.sheet} role="dialog" aria-label={t("settings.open")}>
          <Looks />
          <Ways close={() => setOpen(false)} />
        </div>
      )}
    </div>
  )
}

function Looks() {
  const { t } = useI18n()
  const preferences = usePreferences()
  return (
    <>
      <span>{t("settings.theme")}</span>
      <Segmented
        label={t("settings.theme")}
        value={preferences.theme}
        segments={themes.map((theme) => ({
          value: theme,
          label: t(`theme.${theme}`),
          testId: `theme-${theme}`,
        }))}
        onChange={(theme) => setPreferences({ theme })}
      />
      <span>{t("settings.language")}</span>
      <Segmented
        label={t("settings.language")}
        value={preferences.locale}
        segments={locales.map((locale) => ({
          value: locale,
          label: languageNames[locale],
          testId: `lang-${locale}`,
        }))}
        onChange={(locale) => setPreferences({ locale })}
      />
      <span>{t("settings.text-size")}</span>
      <Segmented
        label={t("settings.text-size")}
        value={preferences.textSize}
        segments={textSizes.map((size) => ({
          value: size,
          label: t("settings.text-percent", { percent: size }),
          testId: `text-${size}`,
        }))}
        onChange={(textSize) => setPreferences({ textSize })}
      />
    </>
  )
}

/** Presenter mode, the link for the audience, the clock window, the keys. */
function Ways({ close }: { close(): void }) {
  const { t } = useI18n()
  const operator = useStage(isOperator)
  const clockIsOpen = useClockWindow(({ clock }) => clock !== null)
  const problem = clockProblem()
  const way = (go: () => void) => () => {
    close()
    go()
  }
  return (
    <>
      <Button data-testid="present-open" onClick={way(() => present(true))}>
        {t("settings.present")} <kbd>P</kbd>
      </Button>
      {operator && (
        <Button data-testid="audience-open" onClick={way(() => openOverlay("audience"))}>
          {t("audience.open")} <kbd>Q</kbd>
        </Button>
      )}
      <Button
        disabled={problem !== null}
        aria-describedby={problem === null ? undefined : "clock-problem"}
        data-testid="clock-open"
        onClick={way(() => void toggleClock())}
      >
        {t(clockIsOpen ? "clock.close" : "clock.open")} <kbd>C</kbd>
      </Button>
      {problem !== null && (
        <p id="clock-problem" className={styles.problem}>
          {t(problem)}
        </p>
      )}
      <Button onClick={way(() => openOverlay("help"))}>
        {t("settings.keys")} <kbd>?</kbd>
      </Button>
    </>
  )
}
