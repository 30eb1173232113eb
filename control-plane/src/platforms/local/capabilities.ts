import type { Localized } from "@gameday/contract"
import type { PlatformCapability } from "../ports.ts"

const needsContainers = (what: Localized): Localized => ({
  en: `${what.en} needs containers: start with "npm run start:docker".`,
  de: `${what.de} braucht Container: mit „npm run start:docker“ starten.`,
})

/** Why this platform cannot do something; undefined where it can. */
export const whyNot: Record<PlatformCapability, Localized | undefined> = {
  kill: undefined,
  restart: undefined,
  stop: undefined,
  scale: undefined,
  pause: undefined,
  network: needsContainers({ en: "Disturbing the network", de: "Das Stören des Netzes" }),
  "resource-limits": needsContainers({ en: "Limiting resources", de: "Das Begrenzen von Ressourcen" }),
}
