import type {
  AdminCondition,
  AdminFault,
  AdminRequestFault,
  FaultKind,
  FaultParams,
  Localized,
  RequestMatch,
} from "@gameday/contract"
import { type Static, Type } from "typebox"
import { sleep } from "../clock.ts"
import type { ServiceInstance } from "../platforms/ports.ts"
import type { AnyFaultDefinition, FaultContext, FaultDefinition, InjectionProof } from "./fault-definition.ts"
import { reachable } from "./instances.ts"
import { count, enumeration, quantity } from "./voice.ts"

/** The fault's own id is all it takes to remove it; the names say where. */
const InServiceUndo = Type.Object({ instances: Type.Array(Type.String()) })
type InServiceUndo = Static<typeof InServiceUndo>

/** So long after it stopped answering, the platform knows of a process that it died. */
const dyingMs = 200

/** Kinds the instance itself carries out, asked through its admin port: on requests, or on the whole process. */
type RequestKind = AdminRequestFault["kind"] & FaultKind
type ConditionKind = AdminCondition["kind"] & FaultKind

type Words<K extends FaultKind> = Pick<
  FaultDefinition<K>,
  "kind" | "group" | "title" | "hint" | "description" | "defaults"
>

/** What tells one kind that hits requests from another. */
type RequestFaultParts<K extends RequestKind> = Words<K> &
  Pick<FaultDefinition<K>, "refuse"> & {
    /** The part of the sentence after "30 % of the requests to product-1": what happens to them. */
    readonly happens: (params: FaultParams<K>) => Localized
    /** The message to the admin port; `common` is the part that is the same for every kind. */
    readonly toAdmin: (
      params: FaultParams<K>,
      common: Omit<AdminRequestFault, "kind" | "params">,
    ) => AdminRequestFault
    /** Services it cannot hit although they have an admin port. */
    readonly whyNot?: FaultDefinition<K>["whyNot"]
  }

/** What tells one kind that the whole process has from another. */
type ConditionParts<K extends ConditionKind> = Words<K> &
  Pick<FaultDefinition<K>, "effect"> & {
    readonly toAdmin: (params: FaultParams<K>, leaseSeconds: number) => AdminCondition
    /** Services it cannot hit although they have an admin port. */
    readonly whyNot?: FaultDefinition<K>["whyNot"]
  }

/** A fault that hits a share of the requests. */
export function inServiceFault<K extends RequestKind>({
  happens,
  toAdmin,
  whyNot,
  ...words
}: RequestFaultParts<K>): FaultDefinition<K, typeof InServiceUndo> {
  return {
    ...words,
    ...leased<K>((params, { seed, leaseSeconds }, instanceId) => {
      const { percentage, match = {} } = params
      return toAdmin(params, { percentage, match, seed: seedOf(seed, instanceId), leaseSeconds })
    }),
    whyNot: (capabilities) => whyNotLeased(capabilities) ?? whyNot?.(capabilities),
    requestedPercent: (params) => params.percentage,
    effect(params, hit) {
      const who = enumeration(hit)
      const share = quantity(params.percentage, "%")
      const what = happens(params)
      const where = whereTo(params.match)
      return {
        en: `${share.en} of the requests to ${who.en}${where.en} ${what.en}.`,
        de: `${share.de} der Anfragen an ${who.de}${where.de} ${what.de}.`,
      }
    },
  }
}

/** A fault that the whole process has as long as its lease lasts. */
export function inServiceCondition<K extends ConditionKind>({
  toAdmin,
  whyNot,
  ...words
}: ConditionParts<K>): FaultDefinition<K, typeof InServiceUndo> {
  return {
    ...words,
    ...leased<K>((params, { leaseSeconds }) => toAdmin(params, leaseSeconds)),
    whyNot: (capabilities) => whyNotLeased(capabilities) ?? whyNot?.(capabilities),
    requestedPercent: () => null,
  }
}

const whyNotLeased: AnyFaultDefinition["whyNot"] = ({ service }) =>
  service?.admin === false ? noAdminPort(service.name) : undefined

/**
 * Everything a fault needs that lives inside the instances, under a lease: renewed every 2 s, gone 6 s after the last renewal,
 * so that it ends even when nobody is left to end it. An instance that restarts gets it again.
 */
function leased<K extends FaultKind>(
  message: (params: FaultParams<K>, context: FaultContext, instanceId: string) => AdminFault,
) {
  const put = (context: FaultContext, instance: ServiceInstance, params: FaultParams<K>) => {
    context.signal.throwIfAborted()
    return context.admin.putFault(instance, context.faultId, message(params, context, instance.id))
  }

  return {
    undoRecord: InServiceUndo,
    followsNewInstances: true,
    hits: "instances",
    endsProcesses: false,
    freezesProcesses: false,

    undo: () => ({
      en: "Healing removes it at once; it also ends by itself a few seconds after nobody renews it.",
      de: "Heilen entfernt es sofort; es endet auch von selbst, wenige Sekunden nachdem niemand es erneuert.",
    }),
    manualRemedy: ({ instances }) =>
      `Restart ${enumeration(instances).en}: the fault lives in the process only and does not come back.`,

    async prepare(_context, hit) {
      return { instances: hit.map(({ id }) => id) }
    },
    async inject(context, undo, params) {
      const putAll = () => eachReachable(context, undo, (instance) => put(context, instance, params))
      await putAll().catch(async () => {
        // A process that is just dying refuses before the platform has told that it died.
        await sleep(context.clock, dyingMs)
        await putAll()
      })
      return null
    },
    async revert(context, undo) {
      await eachReachable(context, undo, (instance) => context.admin.removeFault(instance, context.faultId))
    },
    verify,
    proof,
    async hold(context, undo, params) {
      const { admin, faultId, leaseSeconds, logger } = context
      await Promise.all(
        undo.instances.map(async (id) => {
          const instance = reachable(context.inventory, id)
          if (instance === undefined) return
          try {
            if (!(await admin.renewLease(instance, faultId, leaseSeconds))) {
              await put(context, instance, params)
            }
          } catch (error) {
            logger.debug({ faultId, instance: id, error: String(error) }, "lease not renewed, trying again")
          }
        }),
      )
    },
  } satisfies Partial<FaultDefinition<K, typeof InServiceUndo>>
}

/** Asks instead of assuming: an instance with a process must answer that it does not know the fault. */
async function verify({ inventory, admin, faultId }: FaultContext, undo: InServiceUndo): Promise<string[]> {
  const found = await Promise.all(
    undo.instances.map(async (id) => {
      const instance = reachable(inventory, id)
      if (instance === undefined) return []
      try {
        const left = (await admin.faults(instance)).filter((fault) => fault.id === faultId)
        return left.map(({ kind }) => `${id} still has ${kind} ${faultId}`)
      } catch (error) {
        return reachable(inventory, id) === undefined ? [] : [`${id} does not answer (${messageOf(error)})`]
      }
    }),
  )
  return found.flat()
}

async function proof(context: FaultContext, undo: InServiceUndo): Promise<InjectionProof[]> {
  const { inventory, admin, faultId, logger } = context
  const read = await Promise.all(
    undo.instances.map(async (id) => {
      const instance = reachable(inventory, id)
      if (instance === undefined) return []
      try {
        const mine = (await admin.faults(instance)).filter((fault) => fault.id === faultId)
        return mine.map(({ matched, injected, firstInjectedAt }) => ({
          instance: id,
          matched,
          injected,
          firstInjectedAt,
        }))
      } catch (error) {
        logger.debug({ faultId, instance: id, error: String(error) }, "fault proof not read")
        return []
      }
    }),
  )
  return read.flat()
}

/** Does something to every instance that has a process. One that dies under our hands is no error. */
async function eachReachable(
  { inventory }: FaultContext,
  { instances }: InServiceUndo,
  act: (instance: ServiceInstance) => Promise<void>,
): Promise<void> {
  const results = await Promise.all(
    instances.map(async (id) => {
      const instance = reachable(inventory, id)
      if (instance === undefined) return []
      try {
        await act(instance)
        return []
      } catch (error) {
        return reachable(inventory, id) === undefined ? [] : [`${id}: ${messageOf(error)}`]
      }
    }),
  )
  const problems = results.flat()
  if (problems.length > 0) throw new Error(problems.join("; "))
}

/** Replicas must not roll the same dice in step. */
function seedOf(seed: number, instanceId: string): number {
  return (seed + Number(instanceId.slice(instanceId.lastIndexOf("-") + 1)) * 7919) >>> 0
}

/** Which of the requests: " (POST /api/checkout, with header x-trial: 1, only the first 100 per server)". */
function whereTo({ method, route, header, first }: RequestMatch = {}): Localized {
  const parts: Localized[] = []
  const what = [method, route].filter((part) => part !== undefined).join(" ")
  if (what !== "") parts.push({ en: what, de: what })
  if (header !== undefined) {
    const named = header.equals === undefined ? header.name : `${header.name}: ${header.equals}`
    parts.push({ en: `with header ${named}`, de: `mit Kopfzeile ${named}` })
  }
  if (first !== undefined) {
    const { en, de } = count(first)
    parts.push({ en: `only the first ${en} per server`, de: `nur die ersten ${de} je Server` })
  }
  if (parts.length === 0) return { en: "", de: "" }
  return {
    en: ` (${parts.map(({ en }) => en).join(", ")})`,
    de: ` (${parts.map(({ de }) => de).join(", ")})`,
  }
}

/** Why what is done to a service's own database cannot be done to this one. */
export function noDatabase({ service }: Parameters<AnyFaultDefinition["whyNot"]>[0]): Localized | undefined {
  if (service === null || service.database !== undefined) return undefined
  return {
    en: `${service.name} has no database of its own.`,
    de: `${service.name} hat keine eigene Datenbank.`,
  }
}

/** Why what the admin port does cannot be done to this service. */
export function noAdminPort(service: string): Localized {
  return {
    en: `${service} has no admin port, so faults inside it are not possible.`,
    de: `${service} hat keinen Admin-Port, darum sind Fehler in seinem Inneren nicht möglich.`,
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
