import { Type } from "typebox"
import type { FaultContext, FaultDefinition } from "./fault-definition.ts"
import { instanceNamed } from "./instances.ts"
import { enumeration } from "./voice.ts"

/** Whose process ended, and how often each had been restarted until then: more restarts mean that a new process runs. */
export const EndedUndo = Type.Object({
  instances: Type.Array(Type.Object({ id: Type.String(), restarts: Type.Integer({ minimum: 0 }) })),
})

/**
 * What kinds that end processes have in common: their effect is over when every instance has a new process that is ready,
 * and undoing means to start those that have none.
 */
export const endedInstances = {
  undoRecord: EndedUndo,
  followsNewInstances: false,
  hits: "instances",
  endsProcesses: true,
  freezesProcesses: false,
  requestedPercent: () => null,
  manualRemedy: ({ instances }) =>
    `Start ${enumeration(instances.map(({ id }) => id)).en} again, or restart the whole service.`,

  async prepare(_context, hit) {
    return { instances: hit.map(({ id, restarts }) => ({ id, restarts })) }
  },
  async revert({ inventory, starter }, { instances }) {
    await Promise.all(
      instances.map(async ({ id }) => {
        if (instanceNamed(inventory, id)?.phase === "exited") await starter.start(id)
      }),
    )
  },
  async verify({ inventory }, { instances }) {
    return instances.flatMap(({ id }) =>
      instanceNamed(inventory, id)?.phase === "exited" ? [`${id} is not running`] : [],
    )
  },
  recovered({ inventory }, { instances }) {
    return instances.every(({ id, restarts }) => {
      const now = instanceNamed(inventory, id)
      return now === undefined || (now.phase === "running" && now.restarts !== restarts)
    })
  },
} as const satisfies Partial<FaultDefinition<"kill", typeof EndedUndo>>

/**
 * Ends each of them. One that is scaled away meanwhile is no error.
 *
 * @returns when the platform saw the first one go, ms since the epoch (of one that is started again at once: when the new
 * process began); null when none was there any more
 */
export async function endEach(
  { inventory, clock, signal }: FaultContext,
  ids: readonly string[],
  end: (id: string) => Promise<void>,
): Promise<number | null> {
  signal.throwIfAborted()
  const seen = new Map<string, number>()
  const unsubscribe = inventory.subscribe(({ type, at, instance: { id } }) => {
    if ((type === "died" || type === "started") && !seen.has(id)) seen.set(id, at)
  })
  try {
    const goneAt = await Promise.all(
      ids.map(async (id) => {
        try {
          await end(id)
        } catch (error) {
          if (instanceNamed(inventory, id) !== undefined) throw error
          return Number.POSITIVE_INFINITY
        }
        return seen.get(id) ?? clock.now()
      }),
    )
    const first = Math.min(...goneAt)
    return Number.isFinite(first) ? first : null
  } finally {
    unsubscribe()
  }
}
