import { Type } from "typebox"
import type { MemoryLimit } from "../platforms/ports.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { instanceNamed } from "./instances.ts"
import { enumeration, quantity } from "./voice.ts"

const MemoryLimitUndo = Type.Object({
  instances: Type.Array(
    Type.Object({
      id: Type.String(),
      /** As it was; null: no limit. */
      memory: Type.Union([
        Type.Object({ bytes: Type.Number(), withSwapBytes: Type.Union([Type.Number(), Type.Null()]) }),
        Type.Null(),
      ]),
    }),
  ),
})

const bytesPerMegabyte = 1024 * 1024

/** No swap to escape to: a process that needs more is ended by its machine, and its death is this fault's doing. */
export const memoryLimit: FaultDefinition<"memory-limit", typeof MemoryLimitUndo> = {
  kind: "memory-limit",
  group: "machine",
  title: { en: "Memory is taken away", de: "Speicher wird weggenommen" },
  hint: { en: "who needs more is ended", de: "wer mehr braucht, wird beendet" },
  description: {
    en: "A server may use only little memory. As soon as it needs more its machine ends it, and it starts again.",
    de: "Ein Server darf nur noch wenig Speicher nutzen. Sobald er mehr braucht, beendet ihn seine Maschine, und er startet neu.",
  },
  defaults: { megabytes: 64 },
  undoRecord: MemoryLimitUndo,
  followsNewInstances: true,
  hits: "instances",
  endsProcesses: true,
  freezesProcesses: false,

  whyNot: ({ platform }) => platform("memory-limit"),
  requestedPercent: () => null,
  effect({ megabytes }, hit) {
    const who = enumeration(hit)
    const size = quantity(megabytes, "MB")
    return {
      en: `${who.en} may use ${size.en} of memory; more ends the process.`,
      de: `${who.de} darf ${size.de} Speicher nutzen; mehr beendet den Prozess.`,
    }
  },
  undo: () => ({
    en: "Healing gives the memory back and starts what has ended.",
    de: "Heilen gibt den Speicher zurück und startet, was beendet wurde.",
  }),
  manualRemedy: ({ instances }) =>
    `Give it back by hand: ${instances.map(({ id, memory }) => `${id} had ${describe(memory)}`).join(", ")} (docker update --memory --memory-swap).`,

  async prepare({ limiter }, hit) {
    const found = await Promise.all(
      hit.map(async ({ id }) => {
        const limits = await limiter.limitsOf(id)
        return limits === undefined ? [] : [{ id, memory: limits.memory }]
      }),
    )
    return { instances: found.flat() }
  },
  async inject({ limiter, inventory, clock, signal }, { instances }, { megabytes }) {
    const bytes = megabytes * bytesPerMegabyte
    await Promise.all(
      instances.map(async ({ id }) => {
        signal.throwIfAborted()
        if (instanceNamed(inventory, id) === undefined) return
        await limiter.limitMemory(id, { bytes, withSwapBytes: bytes })
      }),
    )
    return clock.now()
  },
  async revert({ limiter, starter, inventory }, { instances }) {
    await Promise.all(
      instances.map(async ({ id, memory }) => {
        if (instanceNamed(inventory, id) === undefined) return
        await limiter.limitMemory(id, memory)
        if (instanceNamed(inventory, id)?.phase === "exited") await starter.start(id)
      }),
    )
  },
  async verify({ limiter, inventory }, { instances }) {
    const left = await Promise.all(
      instances.map(async ({ id, memory }) => {
        const instance = instanceNamed(inventory, id)
        if (instance === undefined) return []
        if (instance.phase === "exited") return [`${id} is not running`]
        const now = await limiter.limitsOf(id)
        return now === undefined || isBack(now.memory, memory)
          ? []
          : [`${id} may use ${describe(now.memory)} of memory instead of ${describe(memory)}`]
      }),
    )
    return left.flat()
  },
}

/** What had no limit before may have one now that limits nothing: as much as the machine has. */
function isBack(now: MemoryLimit | null, before: MemoryLimit | null): boolean {
  if (before === null) return now === null || now.withSwapBytes === null
  return now?.bytes === before.bytes && now.withSwapBytes === before.withSwapBytes
}

function describe(memory: MemoryLimit | null): string {
  return memory === null ? "no limit" : `${Math.round(memory.bytes / bytesPerMegabyte)} MB`
}
