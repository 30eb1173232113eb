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
  "cpu-limit": notYet({ en: "Limiting the processor", de: "Das Begrenzen des Prozessors" }),
  "memory-limit": notYet({ en: "Limiting memory", de: "Das Begrenzen des Speichers" }),
  partition: notYet({ en: "Cutting connections", de: "Das Trennen von Verbindungen" }),
  "packet-loss": notYet({ en: "Losing packets", de: "Das Verlieren von Paketen" }),
  bandwidth: notYet({ en: "Limiting bandwidth", de: "Das Begrenzen der Bandbreite" }),
  "network-latency": notYet({ en: "Delaying packets", de: "Das Verzögern von Paketen" }),
  dependencies: notYet({ en: "Taking a dependency away", de: "Das Wegnehmen einer Abhängigkeit" }),
}
