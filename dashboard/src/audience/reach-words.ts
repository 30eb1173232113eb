import type { ViewerLink } from "../api/client.ts"
import type { I18n } from "../i18n/i18n.ts"

/** Why phones cannot open the link, and which setting would let them; null: they can. */
export function reachWords({ reach, addresses }: ViewerLink, { t }: I18n): string | null {
  const address = addresses[0] ?? "0.0.0.0"
  switch (reach) {
    case "network":
      return null
    case "this-machine":
      return t("audience.this-machine", { setting: `GAMEDAY_HOST=${address}` })
    case "unnamed":
      return t("audience.unnamed", { setting: `GAMEDAY_PUBLIC_HOSTS=${address}` })
    case "container":
      return t("audience.container", { setting: "GAMEDAY_PUBLIC_HOSTS" })
    default:
      return reach satisfies never
  }
}
