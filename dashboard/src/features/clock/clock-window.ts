import { create } from "zustand"
import { tell } from "../../commands/run.ts"
import { languages, type MessageKey } from "../../i18n/i18n.ts"
import { usePreferences } from "../../store/preferences.ts"

/** Document Picture-in-Picture, which the browser's own types do not know yet. */
interface DocumentPictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>
}

declare global {
  interface Window {
    readonly documentPictureInPicture?: DocumentPictureInPicture
  }
}

const size = { width: 480, height: 300 }

/** The small window that stays on top; null: there is none. */
export const useClockWindow = create<{ readonly clock: Window | null }>(() => ({ clock: null }))

/** Why there can be no clock window here, in a message; null: there can. */
export function clockProblem(): MessageKey | null {
  if (window.documentPictureInPicture !== undefined) return null
  return window.isSecureContext ? "clock.unsupported" : "clock.insecure"
}

/** Opens the clock window, or closes it. Call it from a key or a click: browsers allow it only then. */
export async function toggleClock(): Promise<void> {
  const { clock } = useClockWindow.getState()
  if (clock !== null) {
    clock.close()
    return
  }
  const { t } = languages[usePreferences.getState().locale]
  const problem = clockProblem()
  if (problem !== null) {
    tell(t(problem))
    return
  }
  try {
    const opened = await window.documentPictureInPicture?.requestWindow(size)
    if (opened === undefined) return
    copyStyles(opened.document)
    opened.addEventListener("pagehide", () => useClockWindow.setState({ clock: null }))
    useClockWindow.setState({ clock: opened })
  } catch {
    // The browser wants a click or a key of its own liking.
    tell(t("clock.refused"))
  }
}

/** Tokens, type and what was loaded so far; views loaded later bring their styles to the main window only. */
function copyStyles(target: Document): void {
  for (const sheet of document.querySelectorAll<HTMLElement>('link[rel="stylesheet"], style')) {
    const copy = sheet.cloneNode(true)
    if (sheet instanceof HTMLLinkElement && copy instanceof HTMLLinkElement) copy.href = sheet.href
    target.head.append(copy)
  }
}
