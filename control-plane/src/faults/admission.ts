import {
  type FaultKind,
  type FaultKindInfo,
  type FaultParams,
  type FaultPreview,
  type FaultRecord,
  type FaultRequest,
  faultKinds,
  faultParams,
  type Localized,
  type Target,
  type TargetService,
} from "@gameday/contract"
import type { Clock } from "../clock.ts"
import { GamedayError } from "../errors.ts"
import type { PlatformInventory, PlatformLifecycle, ServiceInstance } from "../platforms/ports.ts"
import { type Choice, chooseInstances } from "./blast-radius.ts"
import { refuseConflict, refuseSharing } from "./composition.ts"
import type { AnyFaultDefinition } from "./fault-definition.ts"
import { defaultTtlSeconds } from "./fault-timing.ts"
import { faultRegistry } from "./registry.ts"

export interface AdmissionParts {
  readonly target: Target
  readonly inventory: Pick<PlatformInventory, "instances">
  readonly platform: Pick<PlatformLifecycle, "whyNot">
  readonly clock: Clock
  /** What is active or ended a short while ago. */
  faults(): readonly FaultRecord[]
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
      const reason = this.#whyNot(kind, null)
      return {
        kind,
        group,
        title,
        hint,
        description,
        paramsSchema: faultParams[kind],
        defaults: { ...defaults },
        supported: reason === undefined,
        unsupportedReason: reason ?? null,
      }
    })
  }

  /** @throws GamedayError unknown_service, unsupported_on_platform, fault_conflict, no_instances_to_hit */
  preview(request: FaultRequest): FaultPreview {
    const { kind, target, ttlSeconds = defaultTtlSeconds } = request
    const { hit, spared } = this.#choose(request)
    const hitIds = hit.map(({ id }) => id)
    const definition: AnyFaultDefinition = faultRegistry[kind]
    const params = resolveParams(request)
    return {
      kind,
      target,
      ttlSeconds,
      hit: hitIds,
      spared: spared.map(({ id }) => id),
      effect: definition.effect(params, hitIds),
      undo: definition.undo(params, hitIds),
      previewedAt: this.#parts.clock.now(),
    }
  }

  /** @returns whom firing now hits. @throws as preview, and preview_outdated */
  admit(request: FaultRequest): readonly ServiceInstance[] {
    const { hit } = this.#choose(request)
    refuseOutdated(request.expectInstances, hit)
    return hit
  }

  #choose({ kind, target }: FaultRequest): Choice {
    const service = this.#service(target.service)
    const reason = this.#whyNot(kind, service)
    if (reason !== undefined) throw new GamedayError("unsupported_on_platform", reason.en)
    refuseConflict(kind, service.name, this.#parts.faults())
    const instances = this.#parts.inventory
      .instances()
      .filter((instance) => instance.service === service.name)
    const choice = chooseInstances(instances, target.instances)
    refuseSharing(
      kind,
      choice.hit.map(({ id }) => id),
      this.#parts.faults(),
    )
    return choice
  }

  /** Only what the target description names can be hit; whatever else a name may mean somewhere is unknown here. */
  #service(name: string): TargetService {
    const { services } = this.#parts.target
    const service = services.find((candidate) => candidate.name === name)
    if (service !== undefined) return service
    const known = services.map((candidate) => candidate.name).join(", ")
    throw new GamedayError("unknown_service", `There is no service "${name}" to hit. There are: ${known}.`)
  }

  #whyNot(kind: FaultKind, service: TargetService | null): Localized | undefined {
    const { platform } = this.#parts
    return faultRegistry[kind].whyNot({ platform: (capability) => platform.whyNot(capability), service })
  }
}

/** What the request says, the rest from the kind's defaults. */
export function resolveParams({ kind, params }: FaultRequest): FaultParams<FaultKind> {
  return { ...faultRegistry[kind].defaults, ...params }
}

function refuseOutdated(expected: readonly string[] | undefined, hit: readonly ServiceInstance[]) {
  const now = hit.map(({ id }) => id)
  if (expected === undefined || now.toSorted().join() === expected.toSorted().join()) return
  throw new GamedayError(
    "preview_outdated",
    `The preview named ${expected.join(", ")}, but now ${now.join(", ")} would be hit. Preview again.`,
  )
}
