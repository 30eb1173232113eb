import { useEffect, useRef, useState } from "react"
import { useI18n } from "../i18n/i18n.ts"
import { locales, setPreferences, themes, usePreferences } from "../store/preferences.ts"
import { Button } from "../ui/Button.tsx"
import { Icon } from "../ui/Icon.tsx"
import { Segmented } from "../ui/Segmented.tsx"
import styles from "./Settings.module.css"

const languageNames = { en: "English", de: "Deutsch" } as const

/** Theme, language, presenter mode: for this browser only. */
export function Settings({ onHelp }: { onHelp(): void }) {
  const { t } = useI18n()
  const preferences = usePreferences()
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
          <Button onClick={() => setPreferences({ present: !preferences.present })}>
            {t("settings.present")} <kbd>P</kbd>
          </Button>
          <Button
            onClick={() => {
              setOpen(false)
              onHelp()
            }}
          >
            {t("settings.keys")} <kbd>?</kbd>
          </Button>
        </div>
      )}
    </div>
  )
}
