import type { Answer } from "../api/client.ts"
import { languages } from "../i18n/i18n.ts"
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
  const { code, message, details } = answer.error
  const { t } = languages[usePreferences.getState().locale]
  showToast({ tone: "error", code, text: code === "unreachable" ? t("error.unreachable") : message, details })
  return undefined
}

export function tell(text: string): void {
  showToast({ tone: "done", text })
}
