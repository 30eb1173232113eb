import {
  type FaultKind,
  type FaultKindInfo,
  type FaultParams,
  type FaultPreview,
  type FaultRecord,
  type FaultRequest,
  type FaultTarget,
  faultKinds,
  faultParams,
  type Localized,
  type Target,
  type TargetDependency,
  type TargetService,
} from "@gameday/contract"
import type { Clock } from "../clock.ts"
import { GamedayError } from "../errors.ts"
import type { PlatformInventory, PlatformLifecycle, ServiceInstance } from "../platforms/ports.ts"
import { chooseInstances } from "./blast-radius.ts"
import { refuseConflict, refuseSharing } from "./composition.ts"
import type { AnyFaultDefinition } from "./fault-definition.ts"
import { defaultTtlSeconds } from "./fault-timing.ts"
import type { TrafficShaper } from "./ports.ts"
import { faultRegistry } from "./registry.ts"

export interface AdmissionParts {
  readonly target: Target
  readonly inventory: Pick<PlatformInventory, "instances">
  readonly platform: Pick<PlatformLifecycle, "whyNot">
  readonly traffic: Pick<TrafficShaper, "refuseCrowd">
  readonly clock: Clock
  /** What is active or ended a short while ago. */
  faults(): readonly FaultRecord[]
}

/** Whom a fault hits: instances, or a dependency by its name alone. */
export interface Victims {
  readonly hit: readonly ServiceInstance[]
  readonly hitIds: readonly string[]
  readonly spared: readonly ServiceInstance[]
}

/** What a fault may do and to whom. Asks, changes nothing; previewing and firing go through the same questions. */
export class Admission {
  readonly #parts: AdmissionParts

  constructor(parts: AdmissionParts) {
    this.#parts = parts
  }

  kinds(): FaultKindInfo[] {
    return faultKinds.map((kind) => {
      const { group, title, hint, description, defaults } = faultRegistry[kind]
      const targets = this.#targets(kind)
      const reason = this.#whyNot(kind, noVictim) ?? (targets.length === 0 ? nothingToHit : undefined)
      return {
        kind,
        group,
        title,
        hint,
        description,
        paramsSchema: faultParams[kind],
        defaults: { ...defaults },
        targets: reason === undefined ? targets : [],
        supported: reason === undefined,
        unsupportedReason: reason ?? null,
      }
    })
  }

  /** @throws GamedayError unknown_service, unsupported_on_platform, fault_conflict, no_instances_to_hit */
  preview(request: FaultRequest): FaultPreview {
    const { kind, target, ttlSeconds = defaultTtlSeconds } = request
    const { hitIds, spared } = this.#choose(request)
    const definition: AnyFaultDefinition = faultRegistry[kind]
    const params = resolveParams(request)
    return {
      kind,
      target,
      ttlSeconds,
      hit: [...hitIds],
      spared: spared.map(({ id }) => id),
      effect: definition.effect(params, hitIds),
      undo: definition.undo(params, hitIds),
      previewedAt: this.#parts.clock.now(),
    }
  }

  /** @returns whom firing now hits. @throws as preview, and preview_outdated */
  admit(request: FaultRequest): Victims {
    const victims = this.#choose(request)
    refuseOutdated(request.expectInstances, victims.hitIds)
    return victims
  }

  #choose(request: FaultRequest): Victims {
    const { kind, target } = request
    const victim = this.#victim(kind, target.service)
    const reason = this.#whyNot(kind, victim)
    if (reason !== undefined) throw new GamedayError("unsupported_on_platform", reason.en)
    const faults = this.#parts.faults()
    refuseConflict(kind, target.service, faults)
    const victims = victim.service === null ? wholly(target.service) : this.#instancesOf(target)
    refuseSharing(kind, victims.hitIds, faults)
    const definition: AnyFaultDefinition = faultRegistry[kind]
    const { traffic } = this.#parts
    definition.refuse?.(
      { target: this.#parts.target, traffic, service: victim.service, spared: victims.spared },
      resolveParams(request),
    )
    return victims
  }

  #instancesOf({ service, instances: radius }: FaultTarget): Victims {
    const instances = this.#parts.inventory.instances().filter((instance) => instance.service === service)
    const { hit, spared } = chooseInstances(instances, radius)
    return { hit, hitIds: hit.map(({ id }) => id), spared }
  }

  /** Only what the target description names can be hit; whatever else a name may mean somewhere is unknown here. */
  #victim(kind: FaultKind, name: string): Victim {
    const { services, dependencies } = this.#parts.target
    const wanted = faultRegistry[kind].hits === "dependency" ? dependencies : services
    const service = wanted === services ? services.find((candidate) => candidate.name === name) : undefined
    const dependency =
      wanted === dependencies ? dependencies.find((candidate) => candidate.name === name) : undefined
    if (service !== undefined) return { service, dependency: null }
    if (dependency !== undefined) return { service: null, dependency }
    const known = wanted.map((candidate) => candidate.name).join(", ")
    throw new GamedayError(
      "unknown_service",
      `There is no ${wanted === services ? "service" : "dependency"} "${name}" to hit. There are: ${known}.`,
    )
  }

  /** Everything a kind can hit on this platform. */
  #targets(kind: FaultKind): string[] {
    const { services, dependencies } = this.#parts.target
    const victims: Victim[] =
      faultRegistry[kind].hits === "dependency"
        ? dependencies.map((dependency) => ({ service: null, dependency }))
        : services.map((service) => ({ service, dependency: null }))
    return victims.flatMap((victim) =>
      this.#whyNot(kind, victim) === undefined ? [(victim.service ?? victim.dependency).name] : [],
    )
  }

  #whyNot(kind: FaultKind, victim: Victim | typeof noVictim): Localized | undefined {
    const { platform } = this.#parts
    return faultRegistry[kind].whyNot({ platform: (capability) => platform.whyNot(capability), ...victim })
  }
}

type Victim =
  | { readonly service: TargetService; readonly dependency: null }
  | { readonly service: null; readonly dependency: TargetDependency }
const noVictim = { service: null, dependency: null }

const nothingToHit: Localized = {
  en: "Nothing here can be hit by it.",
  de: "Hier gibt es nichts, was es treffen kann.",
}

/** A dependency has no instances we know of. */
function wholly(name: string): Victims {
  return { hit: [], hitIds: [name], spared: [] }
}

/** What the request says, the rest from the kind's defaults. */
export function resolveParams({ kind, params }: FaultRequest): FaultParams<FaultKind> {
  return { ...faultRegistry[kind].defaults, ...params }
}

function refuseOutdated(expected: readonly string[] | undefined, now: readonly string[]) {
  if (expected === undefined || now.toSorted().join() === expected.toSorted().join()) return
  throw new GamedayError(
    "preview_outdated",
    `The preview named ${expected.join(", ")}, but now ${now.join(", ")} would be hit. Preview again.`,
  )
}
