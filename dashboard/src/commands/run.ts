import type { Answer } from "../api/client.ts"
import { languages } from "../i18n/i18n.ts"
import { isReplaying } from "../replay/replay-store.ts"
import { usePreferences } from "../store/preferences.ts"
import { showToast } from "../store/toasts.ts"

/**
 * Waits for a command and tells the viewer when it failed: its code, and what to do.
 *
 * @returns the value, or undefined when it failed
 */
export async function run<T>(command: Promise<Answer<T>>): Promise<T | undefined> {
  const answer = await command
  if (answer.ok) return answer.value
  // A recording plays without the control plane: what a view would have liked to know is not missed.
  if (isReplaying()) return undefined
  const { code, message, details } = answer.error
  const { t } = languages[usePreferences.getState().locale]
  showToast({ tone: "error", code, text: code === "unreachable" ? t("error.unreachable") : message, details })
  return undefined
}

/** @param undo takes back what was done; offered as long as the message stands */
export function tell(text: string, undo?: () => void): void {
  showToast({ tone: "done", text, undo })
}
