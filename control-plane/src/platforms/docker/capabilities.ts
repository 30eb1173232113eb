import type { Localized } from "@gameday/contract"
import type { PlatformCapability } from "../ports.ts"

const notYet = (what: Localized): Localized => ({
  en: `${what.en} is not part of this version.`,
  de: `${what.de} gehört nicht zu dieser Version.`,
})

/** Why this platform cannot do something; undefined where it can. */
export const whyNot: Record<PlatformCapability, Localized | undefined> = {
  kill: undefined,
  restart: undefined,
  stop: undefined,
  scale: undefined,
  pause: undefined,
  network: notYet({ en: "Disturbing the network", de: "Das Stören des Netzes" }),
  "resource-limits": notYet({ en: "Limiting resources", de: "Das Begrenzen von Ressourcen" }),
}
