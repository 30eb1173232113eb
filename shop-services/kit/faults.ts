import type { AdminFault, AdminFaultProof } from "@gameday/contract"
import type { Clock } from "./clock.ts"
import { type Rng, seededRng } from "./rng.ts"

interface HeldFault {
  readonly id: string
  readonly fault: AdminFault
  readonly dice: Rng
  /** Requests delayed right now: calling one lets it go. */
  readonly delayed: Set<() => void>
  matched: number
  injected: number
  firstInjectedAt: number | null
  expiresAtMonotonicMs: number
  leaseExpiresAt: number
  cancelExpiry: () => void
}

/** An answer an error fault gives instead of the service. */
export interface InjectedError {
  readonly faultId: string
  readonly status: number
}

/**
 * The in-service faults of one instance. Each lives as long as its lease and ends by itself when nobody renews it.
 * They decide per request, so a change applies at once, also to connections that are open.
 */
export class FaultLeases {
  readonly #clock: Clock
  readonly #faults = new Map<string, HeldFault>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get empty(): boolean {
    return this.#faults.size === 0
  }

  /** Injects or replaces. The same fault again only renews the lease: counts and dice go on. */
  put(id: string, fault: AdminFault): void {
    const held = this.#faults.get(id)
    if (held !== undefined && sameFault(held.fault, fault)) {
      this.#renew(held, fault.leaseSeconds)
      return
    }
    this.remove(id)
    const fresh: HeldFault = {
      id,
      fault,
      dice: seededRng(fault.seed),
      delayed: new Set(),
      matched: 0,
      injected: 0,
      firstInjectedAt: null,
      expiresAtMonotonicMs: 0,
      leaseExpiresAt: 0,
      cancelExpiry: () => {},
    }
    this.#faults.set(id, fresh)
    this.#renew(fresh, fault.leaseSeconds)
  }

  /** @returns false when there is no such fault (any more) */
  renew(id: string, leaseSeconds: number): boolean {
    const held = this.#faults.get(id)
    if (held === undefined || this.#expired(held)) return false
    this.#renew(held, leaseSeconds)
    return true
  }

  /** Reverts; requests it delays go on at once. Removing what is not there does nothing. */
  remove(id: string): void {
    const held = this.#faults.get(id)
    if (held === undefined) return
    held.cancelExpiry()
    this.#faults.delete(id)
    for (const release of held.delayed) release()
  }

  removeAll(): void {
    for (const id of this.#faults.keys()) this.remove(id)
  }

  list(): AdminFaultProof[] {
    return [...this.#faults.values()]
      .filter((held) => !this.#expired(held))
      .map(({ id, fault, matched, injected, firstInjectedAt, leaseExpiresAt }) => ({
        id,
        kind: fault.kind,
        matched,
        injected,
        firstInjectedAt,
        leaseExpiresAt,
      }))
  }

  /**
   * Subjects one request to every fault: first all delays, then at most one error.
   *
   * @param path without the query
   * @returns the error to answer, or undefined when the request goes on to the service
   */
  async apply(method: string, path: string): Promise<InjectedError | undefined> {
    for (const held of this.#faults.values()) {
      const { fault } = held
      if (fault.kind !== "latency" || !this.#hits(held, method, path)) continue
      await this.#delay(held, fault.params.delayMs + fault.params.jitterMs * held.dice())
    }
    for (const held of this.#faults.values()) {
      const { fault } = held
      if (fault.kind !== "error-rate" || !this.#hits(held, method, path)) continue
      return { faultId: held.id, status: fault.params.status }
    }
    return undefined
  }

  #hits(held: HeldFault, method: string, path: string): boolean {
    const { match, percentage } = held.fault
    // An earlier fault's delay may have outlived this one.
    if (this.#faults.get(held.id) !== held || this.#expired(held)) return false
    if (match.method !== undefined && match.method !== method) return false
    if (match.route !== undefined && !path.startsWith(match.route)) return false
    held.matched++
    if (held.dice() * 100 >= percentage) return false
    held.injected++
    held.firstInjectedAt ??= this.#clock.now()
    return true
  }

  #delay(held: HeldFault, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const release = () => {
        cancel()
        held.delayed.delete(release)
        resolve()
      }
      const cancel = this.#clock.after(ms, release)
      held.delayed.add(release)
    })
  }

  #renew(held: HeldFault, leaseSeconds: number): void {
    const leaseMs = leaseSeconds * 1000
    held.cancelExpiry()
    held.expiresAtMonotonicMs = this.#clock.monotonic() + leaseMs
    held.leaseExpiresAt = this.#clock.now() + leaseMs
    held.cancelExpiry = this.#clock.after(leaseMs, () => this.remove(held.id))
  }

  /** A busy event loop fires timers late; the lease ends on time all the same. */
  #expired(held: HeldFault): boolean {
    return this.#clock.monotonic() >= held.expiresAtMonotonicMs
  }
}

function sameFault(a: AdminFault, b: AdminFault): boolean {
  return fingerprint(a) === fingerprint(b)
}

function fingerprint({ kind, percentage, match, seed, params }: AdminFault): string {
  const sorted = (value: object) => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([kind, percentage, sorted(match), seed, sorted(params)])
}
