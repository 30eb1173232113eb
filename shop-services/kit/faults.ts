import type { AdminCondition, AdminFault, AdminFaultProof, AdminRequestFault } from "@gameday/contract"
import type { Clock } from "./clock.ts"
import { drawDelayMs } from "./delay.ts"
import { type MatchedRequest, requestMatcher } from "./request-match.ts"
import { happens, type Rng, seededRng } from "./rng.ts"

interface HeldFault {
  readonly id: string
  readonly fault: AdminFault
  readonly dice: Rng
  readonly matches: (request: MatchedRequest) => boolean
  /** Requests held up right now: calling one lets it go. */
  readonly delayed: Set<() => void>
  /** What the whole process suffers; null for a fault that hits requests. */
  readonly condition: RunningCondition | null
  matched: number
  injected: number
  firstInjectedAt: number | null
  expiresAtMonotonicMs: number
  leaseExpiresAt: number
  cancelExpiry: () => void
}

export interface InjectedError {
  readonly type: "error"
  readonly faultId: string
  readonly status: number
  /** Absent: the error that services answer with. */
  readonly body?: string
}

/** What happens to a request instead of reaching the service: an error is answered, or the connection is cut. */
export type InjectedEnd = InjectedError | { readonly type: "cut"; readonly faultId: string }

/** How fast a body may be sent. */
export interface Pace {
  readonly bytesPerSecond: number
  /** Resolves after `ms`, or as soon as the fault is gone. */
  wait(ms: number): Promise<void>
}

/** Something the whole process suffers right now. */
export interface RunningCondition {
  /** Takes it back. Called once. */
  end(): void
  /** For what ends by itself: whether it has. Absent: it lasts until it is ended. */
  readonly over?: () => boolean
  /** For what does not bite at once: since when it does, ms since the epoch; null until then. */
  readonly bitesSince?: () => number | null
}

/** @throws Error with statusCode 409 when the service does not have what is to be broken */
export type BeginCondition = (faultId: string, condition: AdminCondition) => RunningCondition

/**
 * The in-service faults of one instance. Each lives as long as its lease and ends by itself when nobody renews it.
 * They decide per request, so a change applies at once, also to connections that are open.
 */
export class FaultLeases {
  readonly #clock: Clock
  readonly #beginCondition: BeginCondition
  readonly #onInjected: (kind: AdminFault["kind"]) => void
  readonly #faults = new Map<string, HeldFault>()

  /** @param onInjected told of every request that is hit, and once of every condition, with the kind of the fault */
  constructor(
    clock: Clock,
    beginCondition: BeginCondition,
    onInjected: (kind: AdminFault["kind"]) => void = () => {},
  ) {
    this.#clock = clock
    this.#beginCondition = beginCondition
    this.#onInjected = onInjected
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
    const hitsRequests = isRequestFault(fault)
    const fresh: HeldFault = {
      id,
      fault,
      dice: seededRng(hitsRequests ? fault.seed : 0),
      matches: hitsRequests ? requestMatcher(fault.match) : () => false,
      delayed: new Set(),
      condition: hitsRequests ? null : this.#beginCondition(id, fault),
      matched: 0,
      injected: 0,
      firstInjectedAt: hitsRequests ? null : this.#clock.now(),
      expiresAtMonotonicMs: 0,
      leaseExpiresAt: 0,
      cancelExpiry: () => {},
    }
    this.#faults.set(id, fresh)
    this.#renew(fresh, fault.leaseSeconds)
    if (!hitsRequests) this.#onInjected(fault.kind)
  }

  /** @returns false when there is no such fault (any more) */
  renew(id: string, leaseSeconds: number): boolean {
    const held = this.#faults.get(id)
    if (held === undefined || this.#expired(held)) return false
    this.#renew(held, leaseSeconds)
    return true
  }

  /** Reverts; requests it holds up go on at once. Removing what is not there does nothing. */
  remove(id: string): void {
    const held = this.#faults.get(id)
    if (held === undefined) return
    held.cancelExpiry()
    this.#faults.delete(id)
    held.condition?.end()
    for (const release of held.delayed) release()
  }

  removeAll(): void {
    for (const id of this.#faults.keys()) this.remove(id)
  }

  list(): AdminFaultProof[] {
    return [...this.#faults.values()]
      .filter((held) => !this.#expired(held))
      .map(({ id, fault, matched, injected, firstInjectedAt, leaseExpiresAt, condition }) => ({
        id,
        kind: fault.kind,
        matched,
        injected,
        firstInjectedAt: condition?.bitesSince === undefined ? firstInjectedAt : condition.bitesSince(),
        leaseExpiresAt,
        ...(condition?.over === undefined ? {} : { over: condition.over() }),
      }))
  }

  /**
   * Subjects one request to every fault: first all delays, then at most one end: never answered, cut, or an error.
   *
   * @param onGone registers what is to be done when the customer hangs up
   * @returns how the request ends, or undefined when it goes on to the service
   */
  async apply(
    request: MatchedRequest,
    onGone: (hungUp: () => void) => void = () => {},
  ): Promise<InjectedEnd | undefined> {
    for (const { held, fault } of this.#hitting("latency", request)) {
      await this.#holdUp(held, drawDelayMs(fault.params, held.dice), onGone)
    }
    for (const { held } of this.#hitting("timeout", request)) {
      await this.#holdUp(held, null, onGone)
      return { type: "cut", faultId: held.id }
    }
    for (const { held } of this.#hitting("abort", request)) return { type: "cut", faultId: held.id }
    for (const { held, fault } of this.#hitting("error-rate", request)) {
      return { type: "error", faultId: held.id, ...fault.params }
    }
    return undefined
  }

  /**
   * Subjects one call to another service to what is to happen on the way there: first all delays, then the cut.
   *
   * @param onGone registers what is to be done when nobody waits for the call any more
   * @returns "cut" when the connection is to look as if the other side had reset it, else undefined
   */
  async applyToCall(
    upstream: string,
    call: MatchedRequest,
    onGone: (gone: () => void) => void = () => {},
  ): Promise<"cut" | undefined> {
    for (const { held, fault } of this.#hitting("upstream-latency", call, upstream)) {
      const delay = { ...fault.params, distribution: "uniform" } as const
      await this.#holdUp(held, drawDelayMs(delay, held.dice), onGone)
    }
    for (const _hit of this.#hitting("upstream-abort", call, upstream)) return "cut"
    return undefined
  }

  /** How slowly the answer to this request is to be sent; undefined: as fast as it goes. */
  pace(request: MatchedRequest): Pace | undefined {
    for (const { held, fault } of this.#hitting("slow-body", request)) {
      return {
        bytesPerSecond: fault.params.bytesPerSecond,
        wait: (ms) => (this.#faults.get(held.id) === held ? this.#holdUp(held, ms) : Promise.resolve()),
      }
    }
    return undefined
  }

  /** The faults of a kind that hit this request; whether one does is decided when it is asked for. */
  *#hitting<K extends AdminRequestFault["kind"]>(kind: K, request: MatchedRequest, upstream?: string) {
    for (const held of this.#faults.values()) {
      const { fault } = held
      if (!isOfKind(fault, kind) || !goesTo(upstream, fault)) continue
      if (this.#hits(held, fault, request)) yield { held, fault }
    }
  }

  #hits(held: HeldFault, { kind, match, percentage }: AdminRequestFault, request: MatchedRequest): boolean {
    // An earlier fault's delay may have outlived this one.
    if (this.#faults.get(held.id) !== held || this.#expired(held)) return false
    if (!held.matches(request)) return false
    // Those after the first so many pass as if there were no fault, and are not counted.
    if (match.first !== undefined && held.matched >= match.first) return false
    held.matched++
    if (!happens(held.dice, percentage)) return false
    held.injected++
    held.firstInjectedAt ??= this.#clock.now()
    this.#onInjected(kind)
    return true
  }

  /** Until the time is over (null: never), the fault is gone, or the customer is. */
  #holdUp(
    held: HeldFault,
    ms: number | null,
    onGone: (hungUp: () => void) => void = () => {},
  ): Promise<void> {
    return new Promise((resolve) => {
      const release = () => {
        cancel()
        held.delayed.delete(release)
        resolve()
      }
      const cancel = ms === null ? () => {} : this.#clock.after(ms, release)
      held.delayed.add(release)
      onGone(release)
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

function fingerprint({ leaseSeconds: _renewed, ...fault }: AdminFault): string {
  return JSON.stringify(sorted(fault))
}

/** The same value with its properties in alphabetical order, all the way down. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]))
}

/** Whether a fault means calls to this service; those that hit no calls name none. */
function goesTo(upstream: string | undefined, { params }: AdminRequestFault): boolean {
  return !("upstream" in params) || params.upstream === undefined || params.upstream === upstream
}

function isRequestFault(fault: AdminFault): fault is AdminRequestFault {
  return "percentage" in fault
}

function isOfKind<K extends AdminFault["kind"]>(
  fault: AdminFault,
  kind: K,
): fault is Extract<AdminFault, { kind: K }> {
  return fault.kind === kind
}
