import type { Incident } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import { CostMeter } from "../cost-meter.ts"
import type { PlatformEvent, PlatformInventory, ServiceInstance } from "../platforms/ports.ts"
import type { TimelineRecorder } from "../telemetry/timeline.ts"
import type { IncidentReader } from "./ports.ts"

const kept = 20

/*
 * One instance, as the incident tracker sees it:
 *
 *   state      | event      | next       | what happens
 *   well       | died       | out        | an incident is opened: detected now, began with our fault, else with the first failed observation
 *   well       | ready      | well       |
 *   out        | died       | out        | the replacement died too: the same outage goes on
 *   out        | started    | out        | a process is no recovery
 *   out        | ready      | well       | recovered: detection, recovery and cost are final
 *   out        | removed    | gone       | over without a recovery: scaled away, so there is no recovery time
 */
interface Outage {
  readonly incident: Incident
  readonly meter: CostMeter
}

export interface CausingFault {
  readonly id: string
  readonly kind: string
  /** ms since the epoch */
  readonly injectedAt: number
}

export interface IncidentTrackerOptions {
  readonly inventory: PlatformInventory
  readonly clock: Clock
  readonly timeline: TimelineRecorder
  /** EUR lost since the load started, in cents. */
  readonly lostCents: () => number
  /** The fault of ours that may have ended this instance, if one is active. */
  readonly activeFaultFor: (instanceId: string) => CausingFault | null
  /** When an instance that was alive and of no use was first seen failing, ms since the epoch; null when it was not. */
  readonly failingSince?: (instanceId: string) => number | null
}

/** Measures outages: when they began, when we knew, when they were over, and what they cost. */
export class IncidentTracker implements IncidentReader {
  readonly #options: IncidentTrackerOptions
  readonly #unsubscribe: () => void
  /** By instance. */
  readonly #open = new Map<string, Outage>()
  /** Newest first. */
  #incidents: Incident[] = []
  #lastNumber = 0

  constructor(options: IncidentTrackerOptions) {
    this.#options = options
    this.#unsubscribe = options.inventory.subscribe((event) => this.#hear(event))
  }

  incidents(): readonly Incident[] {
    return this.#incidents.map((incident) => {
      const outage = this.#open.get(incident.instance)
      return outage?.incident === incident ? { ...incident, costCents: outage.meter.read() } : incident
    })
  }

  /** Hears nothing from now on. */
  close(): void {
    this.#unsubscribe()
  }

  #hear({ type, at, instance }: PlatformEvent): void {
    const outage = this.#open.get(instance.id)
    if (type === "died" && outage === undefined) this.#detect(instance, at)
    else if (type === "ready" && outage !== undefined) this.#recover(outage, at)
    else if (type === "removed" && outage !== undefined) this.#close(outage, { recoveredAt: at })
  }

  #detect({ id, service }: ServiceInstance, diedAt: number): void {
    const { clock, timeline, lostCents } = this.#options
    const fault = this.#causeOf(id)
    const startedAt = Math.min(fault?.injectedAt ?? this.#options.failingSince?.(id) ?? diedAt, diedAt)
    const detectedAt = Math.max(clock.now(), startedAt)
    const detectionSeconds = (detectedAt - startedAt) / 1000
    const number = ++this.#lastNumber
    const incident: Incident = {
      id: `incident-${number}`,
      number,
      service,
      instance: id,
      faultId: fault?.id ?? null,
      faultKind: fault?.kind ?? null,
      startedAt,
      detectedAt,
      recoveredAt: null,
      detectionSeconds,
      recoverySeconds: null,
      costCents: 0,
    }
    this.#open.set(id, { incident, meter: new CostMeter(lostCents) })
    this.#incidents = [incident, ...this.#incidents].slice(0, kept)
    timeline.record({
      ...about(incident),
      type: "incident.detected",
      tone: "critical",
      data: { number, faultKind: incident.faultKind, detectionSeconds },
    })
  }

  #recover(outage: Outage, recoveredAt: number): void {
    const recoverySeconds = Math.max(0, recoveredAt - outage.incident.startedAt) / 1000
    const { number, detectionSeconds, costCents, ...incident } = this.#close(outage, {
      recoveredAt,
      recoverySeconds,
    })
    this.#options.timeline.record({
      ...about(incident),
      at: recoveredAt,
      type: "incident.recovered",
      tone: "recovery",
      data: { number, detectionSeconds, recoverySeconds, costCents },
    })
  }

  #close({ incident, meter }: Outage, changes: Partial<Incident>): Incident {
    const closed = { ...incident, ...changes, costCents: meter.read() }
    this.#open.delete(incident.instance)
    this.#incidents = this.#incidents.map((candidate) => (candidate === incident ? closed : candidate))
    return closed
  }

  /** A fault ends an instance once. When the same one dies again while the fault is still open, that is its own doing. */
  #causeOf(instanceId: string): CausingFault | null {
    const fault = this.#options.activeFaultFor(instanceId)
    const isOld = this.#incidents.some(
      ({ faultId, instance }) => instance === instanceId && faultId === fault?.id,
    )
    return isOld ? null : fault
  }
}

function about({
  id,
  service,
  instance,
  faultId,
}: Pick<Incident, "id" | "service" | "instance" | "faultId">) {
  return { service, instance, incidentId: id, ...(faultId === null ? {} : { faultId }) }
}
