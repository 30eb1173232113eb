import type { Localized } from "@gameday/contract"
import type { PlatformCapability } from "../ports.ts"

const notYet = (what: Localized): Localized => ({
  en: `${what.en} is not part of this version; kill, latency and error rate are.`,
  de: `${what.de} gehört nicht zu dieser Version; Abschuss, Verzögerung und Fehlerquote schon.`,
})

/** Why this platform cannot do something; undefined where it can. */
export const whyNot: Record<PlatformCapability, Localized | undefined> = {
  kill: undefined,
  restart: undefined,
  scale: undefined,
  pause: notYet({ en: "Pausing an instance", de: "Das Anhalten einer Instanz" }),
  network: notYet({ en: "Disturbing the network", de: "Das Stören des Netzes" }),
  "resource-limits": notYet({ en: "Limiting resources", de: "Das Begrenzen von Ressourcen" }),
}
