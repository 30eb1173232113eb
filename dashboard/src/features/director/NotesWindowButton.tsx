import { pathOf } from "../../app/views.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { showToast } from "../../store/toasts.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { notesAddress } from "./notes-window.ts"

/** Opens the notes in a window of their own: for the presenter's screen, while the audience sees this one. */
export function NotesWindowButton() {
  const { t } = useI18n()
  const show = () => {
    const address = notesAddress(pathOf("director"), location.search)
    const opened = window.open(address, "gameday-notes", "popup,width=1100,height=800")
    if (opened === null) {
      showToast({ tone: "error", code: "popup", text: t("run.notes-blocked"), details: [] })
    } else opened.focus()
  }
  return (
    <Button data-testid="notes-window" onClick={show}>
      <Icon name="window" />
      {t("run.notes-window")}
    </Button>
  )
}
