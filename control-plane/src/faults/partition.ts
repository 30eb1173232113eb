import type { Localized, PartitionParams } from "@gameday/contract"
import { GamedayError } from "../errors.ts"
import { disturbedNetwork } from "./disturbed-network.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { enumeration } from "./voice.ts"

const words = disturbedNetwork<"partition">({
  kind: "partition",
  title: { en: "A cable is cut", de: "Ein Kabel ist durchtrennt" },
  hint: { en: "it runs, but cannot be reached", de: "er läuft, ist aber nicht zu erreichen" },
  description: {
    en: "A server runs and is well, but nothing gets through to the others. Nobody is told: they wait in vain.",
    de: "Ein Server läuft und ist gesund, aber nichts kommt mehr zu den anderen durch. Niemand erfährt es: sie warten vergeblich.",
  },
  defaults: { from: "everyone", direction: "both" },
  leftover: "is still cut off",
  effect({ from = "everyone", direction = "both" }, hit) {
    const who = enumeration(hit)
    const whom = from === "everyone" ? everyone : enumeration(from)
    switch (direction) {
      case "both":
        return {
          en: `Nothing passes between ${who.en} and ${whom.en}.`,
          de: `Zwischen ${who.de} und ${whom.de} kommt nichts mehr durch.`,
        }
      case "incoming":
        return {
          en: `${who.en} cannot be reached by ${whom.en}.`,
          de: `${who.de} ist für ${whom.de} nicht mehr erreichbar.`,
        }
      case "outgoing":
        return {
          en: `${who.en} cannot reach ${whom.en} any more.`,
          de: `${who.de} erreicht ${whom.de} nicht mehr.`,
        }
      default:
        return direction satisfies never
    }
  },
  disturbance: ({ from = "everyone", direction = "both" }: PartitionParams) => ({
    type: "cut",
    from,
    direction,
  }),
})

const everyone: Localized = { en: "all others", de: "alle anderen" }

/** Packets are dropped, not refused: the others notice by waiting, as with a real cable. */
export const partition: FaultDefinition<"partition", (typeof words)["undoRecord"]> = {
  ...words,
  refuse({ target }, { from }) {
    if (from === undefined || from === "everyone") return
    const known = [...target.services, ...target.dependencies].map(({ name }) => name)
    const unknown = from.filter((name) => !known.includes(name))
    if (unknown.length === 0) return
    throw new GamedayError(
      "unknown_service",
      `There is no service or dependency "${unknown.join('", "')}" to be cut off from. There are: ${known.join(", ")}.`,
    )
  },
}
