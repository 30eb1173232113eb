import { Type } from "typebox"
import type { FaultDefinition } from "./fault-definition.ts"
import { instanceNamed } from "./instances.ts"
import { enumeration } from "./voice.ts"

const PauseUndo = Type.Object({ instances: Type.Array(Type.String()) })

/** SIGSTOP, or the container engine's freezer: connections stay open and nobody answers. */
export const pause: FaultDefinition<"pause", typeof PauseUndo> = {
  kind: "pause",
  group: "servers",
  title: { en: "A server freezes", de: "Ein Server friert ein" },
  hint: { en: "it is there and answers nobody", de: "er ist da und antwortet niemandem" },
  description: {
    en: "A server stops in the middle of its work. It looks alive, keeps its connections and answers nobody.",
    de: "Ein Server bleibt mitten in der Arbeit stehen. Er wirkt lebendig, behält seine Verbindungen und antwortet niemandem.",
  },
  defaults: {},
  undoRecord: PauseUndo,
  followsNewInstances: false,
  hits: "instances",
  endsProcesses: false,
  freezesProcesses: true,

  whyNot: ({ platform }) => platform("pause"),
  requestedPercent: () => null,
  effect(_params, hit) {
    const who = enumeration(hit)
    return hit.length === 1
      ? {
          en: `${who.en} freezes in the middle of its work.`,
          de: `${who.de} bleibt mitten in der Arbeit stehen.`,
        }
      : {
          en: `${who.en} freeze in the middle of their work.`,
          de: `${who.de} bleiben mitten in der Arbeit stehen.`,
        }
  },
  undo: () => ({
    en: "Healing lets it go on where it was.",
    de: "Heilen lässt ihn weiterarbeiten, wo er war.",
  }),
  manualRemedy: ({ instances }) =>
    `Send SIGCONT to ${enumeration(instances).en} (docker unpause for containers), or restart the service.`,

  async prepare(_context, hit) {
    return { instances: hit.map(({ id }) => id) }
  },
  async inject({ freezer, inventory, clock, signal }, { instances }) {
    signal.throwIfAborted()
    const frozenAt = await Promise.all(
      instances.map(async (id) => {
        if (instanceNamed(inventory, id) === undefined) return []
        await freezer.pause(id)
        return instanceNamed(inventory, id)?.phase === "paused" ? [clock.now()] : []
      }),
    )
    const [first = null] = frozenAt.flat().toSorted((a, b) => a - b)
    return first
  },
  async revert({ freezer, inventory }, { instances }) {
    await Promise.all(
      instances.map(async (id) => {
        if (instanceNamed(inventory, id)?.phase === "paused") await freezer.resume(id)
      }),
    )
  },
  async verify({ inventory }, { instances }) {
    return instances.flatMap((id) =>
      instanceNamed(inventory, id)?.phase === "paused" ? [`${id} is still frozen`] : [],
    )
  },
  /** Somebody else let them go on, or ended them. */
  recovered: ({ inventory }, { instances }) =>
    instances.every((id) => instanceNamed(inventory, id)?.phase !== "paused"),
}
