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
  "cpu-limit": needsContainers({ en: "Limiting the processor", de: "Das Begrenzen des Prozessors" }),
  "memory-limit": needsContainers({ en: "Limiting memory", de: "Das Begrenzen des Speichers" }),
  partition: needsContainers({ en: "Cutting connections", de: "Das Trennen von Verbindungen" }),
  "packet-loss": needsContainers({ en: "Losing packets", de: "Das Verlieren von Paketen" }),
  bandwidth: needsContainers({ en: "Limiting bandwidth", de: "Das Begrenzen der Bandbreite" }),
  "network-latency": needsContainers({ en: "Delaying packets", de: "Das Verzögern von Paketen" }),
  dependencies: undefined,
}
