import type { FaultPreview, FaultRecord, FaultRequest, Incident, ServiceState } from "@gameday/contract"
import { joinVictims, nameOf, presentationOf, type Titles } from "../../faults/presentation.ts"
import type { I18n } from "../../i18n/i18n.ts"

/** A preview older than this does not allow firing. */
const previewValidMs = 10_000

export function isFresh(preview: FaultPreview, now: number): boolean {
  return now - preview.previewedAt < previewValidMs
}

/** The unfinished fault that keeps a like one from being injected: same kind, same service. */
export function alreadyActive(
  faults: readonly FaultRecord[],
  { kind, target }: Pick<FaultRequest, "kind" | "target">,
): FaultRecord | undefined {
  return faults.find(
    (fault) => fault.endedAt === null && fault.kind === kind && fault.target.service === target.service,
  )
}

const namedAtMost = 2

/** "Kill checkout-2", "Kill checkout-1 and checkout-2", "Kill 4 × Checkout". */
export function commandWords({ hit, kind, target }: FaultPreview, titles: Titles, i18n: I18n): string {
  const who =
    hit.length > namedAtMost
      ? `${i18n.format.number(hit.length)} × ${nameOf(target.service, titles, i18n)}`
      : joinVictims(hit, i18n, titles)
  return i18n.fill(presentationOf(kind).command, { who })
}

/** What comes to those who stay, by what the service does now: its rate shared equally. null when not measured. */
export function rpsPerSpared(preview: FaultPreview, service: ServiceState | undefined): number | null {
  const rps = service?.rps ?? null
  return rps === null || preview.spared.length === 0 ? null : rps / preview.spared.length
}

/** The last healed incident of the same kind at the same service. */
export function lastTime(preview: FaultPreview, incidents: readonly Incident[]): Incident | undefined {
  return incidents.find(
    (incident) =>
      incident.service === preview.target.service &&
      incident.faultKind === preview.kind &&
      incident.recoverySeconds !== null,
  )
}
