import type { Localized, TargetService } from "@gameday/contract"
import { Type } from "typebox"
import { GamedayError } from "../errors.ts"
import type { ServiceInstance } from "../platforms/ports.ts"
import { enumeration } from "./voice.ts"

/** What the kinds that change the traffic have in common. */

/** Nothing outlives the process that injected, so this is for people only: where the traffic came in. */
export const TrafficUndo = Type.Object({ instances: Type.Array(Type.String()) })

/** Everybody comes in through the entry. */
export function whyNoTraffic(service: TargetService | null): Localized | undefined {
  return service === null || service.role === "entry"
    ? undefined
    : {
        en: `Visitors come in through the shop's entry, not through ${service.name}.`,
        de: `Besucher kommen durch den Eingang des Shops, nicht durch ${service.name}.`,
      }
}

/** @throws GamedayError fault_conflict when not all instances are meant: nobody can choose the door that visitors take */
export function wholeService(spared: readonly ServiceInstance[]): void {
  if (spared.length === 0) return
  throw new GamedayError(
    "fault_conflict",
    `Visitors take any door, so ${spared.map(({ id }) => id).join(", ")} cannot be spared. Choose "all" instances.`,
  )
}

export function throughTheEntry(hit: readonly string[]): Localized {
  const who = enumeration(hit)
  return { en: `through ${who.en}`, de: `durch ${who.de}` }
}
