import type { FaultRecord, Incident, State, TimelineEvent } from "@gameday/contract"
import { CostMeter } from "../cost-meter.ts"

interface Business {
  readonly orders: number
  readonly revenueCents: number
}

/** What happened in a run besides its load: faults, outages, money, breakers, autoscaling. */
export class RunChronicle {
  readonly #faults = new Map<string, FaultRecord>()
  readonly #incidents = new Map<string, Incident>()
  /** Faults that were there before: not of this run. */
  readonly #foreign: ReadonlySet<string>
  readonly #since: number
  readonly #meter: CostMeter
  #lostCents: number
  #before: Business | null = null
  #latest: Business | null = null
  #fewestHealthyCore: number | null = null
  #breakersOpened = 0
  #scaled = 0

  /** @param state as the run begins */
  constructor(state: State) {
    this.#since = state.at
    this.#foreign = new Set(state.faults.map(({ id }) => id))
    this.#lostCents = state.business.lostCents
    this.#meter = new CostMeter(() => this.#lostCents)
  }

  /** Faults and outages count from the beginning. */
  look({ faults, incidents, business }: State): void {
    for (const fault of faults) if (!this.#foreign.has(fault.id)) this.#faults.set(fault.id, fault)
    for (const incident of incidents) {
      if (incident.startedAt >= this.#since) this.#incidents.set(incident.id, incident)
    }
    this.#lostCents = business.lostCents
    this.#meter.read()
  }

  /** Business and health count while the sections are played. */
  lookWhilePlaying({ services, business }: State): void {
    const healthy = services.filter(({ tier, status }) => tier === "core" && status === "healthy").length
    this.#fewestHealthyCore = Math.min(this.#fewestHealthyCore ?? healthy, healthy)
    this.#latest = { orders: business.ordersTotal, revenueCents: business.revenueCentsTotal }
    this.#before ??= this.#latest
  }

  hear({ type }: TimelineEvent): void {
    if (type === "breaker.opened") this.#breakersOpened += 1
    else if (type === "service.autoscaled") this.#scaled += 1
  }

  /** In the order of injection. */
  faults(): FaultRecord[] {
    return [...this.#faults.values()].toSorted((a, b) => a.injectedAt - b.injectedAt)
  }

  fault(id: string): FaultRecord | undefined {
    return this.#faults.get(id)
  }

  /** Oldest first. */
  incidents(): Incident[] {
    return [...this.#incidents.values()].toSorted((a, b) => a.startedAt - b.startedAt)
  }

  /** Since the sections began; null before. */
  orders(): number | null {
    return this.#latest === null ? null : this.#latest.orders - (this.#before?.orders ?? 0)
  }

  revenueCents(): number | null {
    return this.#latest === null ? null : this.#latest.revenueCents - (this.#before?.revenueCents ?? 0)
  }

  /** Since the run began. */
  lostCents(): number {
    return this.#meter.read()
  }

  fewestHealthyCore(): number | null {
    return this.#fewestHealthyCore
  }

  breakersOpened(): number {
    return this.#breakersOpened
  }

  scaled(): number {
    return this.#scaled
  }
}
