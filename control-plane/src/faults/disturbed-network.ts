import type { FaultKind, FaultParams } from "@gameday/contract"
import { Type } from "typebox"
import type { Disturbance, PlatformCapability } from "../platforms/ports.ts"
import type { FaultContext, FaultDefinition } from "./fault-definition.ts"
import { instanceNamed } from "./instances.ts"
import { enumeration } from "./voice.ts"

const DisturbedUndo = Type.Object({ instances: Type.Array(Type.String()) })
type DisturbedUndo = typeof DisturbedUndo

type DisturbedFault<K extends FaultKind> = Pick<
  FaultDefinition<K, DisturbedUndo>,
  "title" | "hint" | "description" | "defaults" | "effect"
> & {
  readonly kind: K & PlatformCapability
  readonly disturbance: (params: FaultParams<K>) => Disturbance
  /** What an instance still is when it was not undone, in English, for the operator. */
  readonly leftover: string
}

/**
 * What faults of the network have in common. What is put in place carries the fault's id, so nothing else needs to be
 * remembered. A process that starts anew has a network without it; holding puts it back.
 */
export function disturbedNetwork<K extends FaultKind>({
  disturbance,
  leftover,
  ...words
}: DisturbedFault<K>): FaultDefinition<K, DisturbedUndo> {
  const disturb = (context: FaultContext, ids: readonly string[], params: FaultParams<K>) =>
    withProcess(context, ids, async (id) => {
      context.signal.throwIfAborted()
      await context.network.disturb(id, context.faultId, disturbance(params))
    })
  return {
    ...words,
    group: "network",
    undoRecord: DisturbedUndo,
    followsNewInstances: true,
    hits: "instances",
    endsProcesses: false,
    freezesProcesses: false,
    whyNot: ({ platform }) => platform(words.kind),
    requestedPercent: () => null,
    undo: () => ({
      en: "Healing makes the network as it was, at once.",
      de: "Heilen stellt das Netz sofort wieder her, wie es war.",
    }),
    manualRemedy: ({ instances }) =>
      `Restart ${enumeration(instances).en} (docker restart): a new process has a network without the fault.`,

    async prepare(_context, hit) {
      return { instances: hit.map(({ id }) => id) }
    },
    async inject(context, { instances }, params) {
      await disturb(context, instances, params)
      return context.clock.now()
    },
    async hold(context, { instances }, params) {
      await disturb(context, instances, params)
    },
    async revert(context, { instances }) {
      await withProcess(context, instances, (id) => context.network.calm(id, context.faultId))
    },
    async verify(context, { instances }) {
      const left: string[] = []
      await withProcess(context, instances, async (id) => {
        if (await context.network.isDisturbed(id, context.faultId)) left.push(`${id} ${leftover}`)
      })
      return left
    },
  }
}

/** All at once. Who has no process has no network; who is scaled away meanwhile is no error. */
async function withProcess(
  { inventory }: FaultContext,
  ids: readonly string[],
  work: (id: string) => Promise<void>,
): Promise<void> {
  const hasProcess = (id: string) => (instanceNamed(inventory, id)?.phase ?? "exited") !== "exited"
  await Promise.all(
    ids.filter(hasProcess).map(async (id) => {
      try {
        await work(id)
      } catch (error) {
        if (hasProcess(id)) throw error
      }
    }),
  )
}
