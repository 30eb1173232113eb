import type { Localized, TargetService } from "@gameday/contract"
import { GamedayError } from "../errors.ts"
import type { AnyFaultDefinition } from "./fault-definition.ts"

/** Only the entry carries out faults on the way to other services, and switches its protections off. */
export const entryOnly: AnyFaultDefinition["whyNot"] = ({ service }) =>
  service === null || service.role === "entry"
    ? undefined
    : {
        en: `${service.name} is not the entry; only the entry can do this.`,
        de: `${service.name} ist nicht der Eingang; nur der Eingang kann das.`,
      }

/** @throws GamedayError unknown_service when the service does not call that upstream */
export function refuseUpstream(
  { service }: { readonly service: TargetService | null },
  { upstream }: { readonly upstream?: string },
): void {
  if (service === null || upstream === undefined || service.dependsOn.includes(upstream)) return
  throw new GamedayError(
    "unknown_service",
    `${service.name} does not call "${upstream}". It calls: ${service.dependsOn.join(", ")}.`,
  )
}

/** "product", or all of them. */
export function upstreamWords(upstream: string | undefined): Localized {
  return upstream === undefined
    ? { en: "the services behind it", de: "den Diensten dahinter" }
    : { en: upstream, de: upstream }
}
