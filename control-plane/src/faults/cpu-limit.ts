import { type Static, Type } from "typebox"
import type { FaultDefinition } from "./fault-definition.ts"
import { instanceNamed } from "./instances.ts"
import { enumeration, quantity } from "./voice.ts"

const CpuLimitUndo = Type.Object({
  instances: Type.Array(
    Type.Object({
      id: Type.String(),
      /** As it was; null: no limit. */
      cores: Type.Union([Type.Number(), Type.Null()]),
    }),
  ),
})

/** The engine gives the container a smaller share of each tenth of a second; what is over waits for the next one. */
export const cpuLimit: FaultDefinition<"cpu-limit", typeof CpuLimitUndo> = {
  kind: "cpu-limit",
  group: "machine",
  title: { en: "The processor is throttled", de: "Der Prozessor wird gedrosselt" },
  hint: { en: "as on a machine that is far too small", de: "wie auf einer viel zu kleinen Maschine" },
  description: {
    en: "A server gets only a fraction of a processor. Under load its work piles up, and everybody waits.",
    de: "Ein Server bekommt nur noch einen Bruchteil eines Prozessors. Unter Last staut sich die Arbeit, und alle warten.",
  },
  defaults: { cores: 0.1 },
  undoRecord: CpuLimitUndo,
  followsNewInstances: true,
  hits: "instances",
  endsProcesses: false,
  freezesProcesses: false,

  whyNot: ({ platform }) => platform("cpu-limit"),
  requestedPercent: () => null,
  effect({ cores }, hit) {
    const who = enumeration(hit)
    const left = quantity(cores, "")
    return {
      en: `${who.en} may use ${left.en.trim()} of a processor core.`,
      de: `${who.de} darf ${left.de.trim()} Prozessorkerne nutzen.`,
    }
  },
  undo: () => ({
    en: "Healing gives back what it had before.",
    de: "Heilen gibt zurück, was er vorher hatte.",
  }),
  manualRemedy: ({ instances }) =>
    `Give it back by hand: ${instances.map(({ id, cores }) => `${id} had ${describe(cores)}`).join(", ")} (docker update --cpus).`,

  async prepare({ limiter }, hit) {
    const found = await Promise.all(
      hit.map(async ({ id }) => {
        const limits = await limiter.limitsOf(id)
        return limits === undefined ? [] : [{ id, cores: limits.cores }]
      }),
    )
    return { instances: found.flat() }
  },
  async inject({ limiter, inventory, clock, signal }, { instances }, { cores }) {
    await Promise.all(
      instances.map(async ({ id }) => {
        signal.throwIfAborted()
        if (instanceNamed(inventory, id) !== undefined) await limiter.limitCores(id, cores)
      }),
    )
    return clock.now()
  },
  async revert({ limiter, inventory }, { instances }) {
    await Promise.all(
      instances.map(async ({ id, cores }) => {
        if (instanceNamed(inventory, id) !== undefined) await limiter.limitCores(id, cores)
      }),
    )
  },
  async verify({ limiter, inventory }, { instances }) {
    const left = await Promise.all(
      instances.map(async (before) => {
        if (instanceNamed(inventory, before.id) === undefined) return []
        const now = await limiter.limitsOf(before.id)
        return now === undefined || now.cores === before.cores ? [] : [leftover(before, now.cores)]
      }),
    )
    return left.flat()
  },
}

function leftover(
  { id, cores }: Static<typeof CpuLimitUndo>["instances"][number],
  now: number | null,
): string {
  return `${id} may use ${describe(now)} instead of ${describe(cores)}`
}

function describe(cores: number | null): string {
  return cores === null ? "all cores" : `${cores} cores`
}
