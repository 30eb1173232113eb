import { type Clock, sleep } from "../clock.ts"
import type { Logger } from "../log.ts"
import type { InstanceAdmin, PlatformInventory } from "../platforms/ports.ts"
import type { AnyFaultDefinition, FaultContext } from "./fault-definition.ts"
import type { FaultServiceOptions } from "./fault-service.ts"
import { faultTiming } from "./fault-timing.ts"
import type { Ledger } from "./ledger.ts"
import type { LedgerEntry } from "./ledger-line.ts"
import type { TrafficShaper } from "./ports.ts"
import { faultRegistry, isKind } from "./registry.ts"
import { tryToRevert } from "./reverting.ts"

export interface LastResortOptions {
  readonly inventory: PlatformInventory
  readonly platform: FaultServiceOptions["platform"]
  readonly admin: InstanceAdmin
  readonly ledger: Ledger
  readonly clock: Clock
  readonly logger: Logger
  /** False as soon as the control plane is back: from then on the ledger is its business again. */
  readonly alone: () => boolean
}

const againAfterMs = 500

/**
 * Undoes what the ledger holds, in place of a control plane that is gone: the same definitions, the same undo records, and
 * nothing else of it. On one service last in first out; services do not wait for each other. Tries until nothing is left or
 * we are not alone any more.
 *
 * @returns how many faults were undone
 */
export async function revertInItsPlace(options: LastResortOptions): Promise<number> {
  const { entries } = await options.ledger.read()
  const byService = Map.groupBy(entries, ({ fault }) => fault.target.service)
  const undone = await Promise.all(
    [...byService.values()].map(async (ofService) => {
      let count = 0
      for (const entry of ofService.toReversed()) if (await revertOne(options, entry)) count++
      return count
    }),
  )
  return undone.reduce((sum, count) => sum + count, 0)
}

async function revertOne(options: LastResortOptions, { fault, undo }: LedgerEntry): Promise<boolean> {
  const { clock, logger, ledger, alone } = options
  const { id, kind, target } = fault
  if (!isKind(kind)) {
    logger.error({ faultId: id, kind }, "a fault of an unknown kind was left alone")
    return false
  }
  const definition: AnyFaultDefinition = faultRegistry[kind]
  const context = contextOf(options, id, target.service)
  while (alone()) {
    const problem = await tryToRevert({ definition, context, timing: faultTiming }, undo)
    if (problem === undefined) {
      await ledger.closed(id)
      logger.info({ faultId: id, kind, service: target.service }, "reverted in place of the control plane")
      return true
    }
    logger.warn({ faultId: id, kind, problem }, "not reverted yet")
    await sleep(clock, againAfterMs)
  }
  return false
}

function contextOf(
  { platform, inventory, admin, clock, logger }: LastResortOptions,
  faultId: string,
  service: string,
): FaultContext {
  return {
    faultId,
    service,
    seed: 0,
    leaseSeconds: faultTiming.leaseSeconds,
    inventory,
    killer: platform,
    starter: platform,
    stopper: platform,
    freezer: platform,
    limiter: platform.limiter,
    network: platform.network,
    dependencies: platform.dependencies,
    downKeeper: { keepDown: () => {}, letGo: () => {} },
    admin,
    traffic: noTraffic,
    clock,
    logger,
    signal: AbortSignal.abort(new Error("The control plane is gone: nothing is injected any more")),
  }
}

/** The load generator has gone with its control plane. */
const noTraffic: TrafficShaper = {
  refuseCrowd: () => {},
  multiply: async () => null,
  surge: () => Promise.reject(new Error("there is no load generator")),
  surged: () => null,
  release: async () => {},
  holders: () => [],
}
