import { useEffect, useMemo } from "react"
import { createPortal } from "react-dom"
import { clockOf } from "../../clock.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { usePreferences } from "../../store/preferences.ts"
import { ClockFace } from "./ClockFace.tsx"
import { useClockWindow } from "./clock-window.ts"

/** Draws the clock into its own window, with that window's timers: those of a page behind slides nearly stand still. */
export function ClockWindow() {
  const clock = useClockWindow((state) => state.clock)
  return clock === null ? null : <Face opened={clock} />
}

function Face({ opened }: { readonly opened: Window }) {
  const { t, locale } = useI18n()
  const theme = usePreferences((preferences) => preferences.theme)
  const timers = useMemo(() => clockOf(opened as unknown as typeof globalThis), [opened])
  useEffect(() => {
    const root = opened.document.documentElement
    root.dataset.theme = theme
    root.lang = locale
    root.toggleAttribute("data-clock", true)
    opened.document.title = t("clock.title")
  }, [opened, theme, locale, t])
  return createPortal(<ClockFace clock={timers} />, opened.document.body)
}
