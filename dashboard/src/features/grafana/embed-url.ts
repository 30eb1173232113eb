import type { Theme } from "../../store/preferences.ts"

/** Grafana's page without its own menus, in the stage's brightness. */
export function embedUrl(url: string, theme: Theme): string {
  const embedded = new URL(url)
  embedded.searchParams.set("kiosk", "")
  embedded.searchParams.set("theme", theme === "dark" ? "dark" : "light")
  return embedded.href
}
