import type { Clock } from "../clock.ts"
import type { Discovery } from "../discovery.ts"
import type { Rng } from "../rng.ts"
import { type CallOutcome, CallRecord } from "./outliers.ts"
import type { Protections } from "./protections.ts"

/** An instance of another service, as a caller sees it. `Connection` is the caller's: what it sends requests through. */
export interface UpstreamInstance<Connection> {
  readonly id: string
  readonly url: string
  readonly adminUrl: string
  readonly connection: Connection
  ready: boolean
  /** It is about to stop, and serves until then: better than nobody. */
  draining: boolean
  /** Requests sent and not answered yet. */
  pending: number
  /** How its calls ended of late. */
  readonly record: CallRecord
  /** It was draining, and then a connection to it failed. */
  stopped: boolean
  /** Counts doubts about it: a probe that began before the last one says nothing about now. */
  doubts: number
  probing: boolean
  missedProbes: number
}

/** A probe's word: "ready", "unready" and "draining" were answered, "refused" means nobody listens, "silent" that time ran out. */
export type ProbeResult = "ready" | "unready" | "draining" | "refused" | "silent"

export interface InstanceSetOptions<Connection> {
  readonly service: string
  readonly discovery: Discovery
  readonly clock: Clock
  readonly rng: Rng
  readonly protections: Protections
  readonly probe: (adminUrl: string) => Promise<ProbeResult>
  readonly connect: (url: string) => Connection
  /** Requests under way through it may finish. */
  readonly disconnect: (connection: Connection) => void
  readonly onEjected?: (instanceId: string) => void
}

const probeEveryMs = 250
/** One missed probe may be a busy machine; taking everybody out for that would be an outage of our own making. */
const missedProbesToLeave = 2
/** So long after the last instance that served went, the next one is worth waiting for. */
const gapMs = 1_000

/**
 * The instances of one service: follows discovery, asks each for readiness, spreads requests over those that are, and leaves
 * out for a while who fails where its peers do not.
 */
export class InstanceSet<Connection> {
  readonly #options: InstanceSetOptions<Connection>
  readonly #stop: (() => void)[]
  readonly #waiting = new Set<() => void>()
  #instances: UpstreamInstance<Connection>[] = []
  /** When the last one that serves went; undefined while there is one, and before there was any. */
  #emptySinceMs: number | undefined

  constructor(options: InstanceSetOptions<Connection>) {
    this.#options = options
    this.#follow()
    this.#stop = [
      options.discovery.subscribe(() => this.#follow()),
      options.clock.every(probeEveryMs, () => this.#probeAll()),
    ]
  }

  get all(): readonly UpstreamInstance<Connection>[] {
    return this.#instances
  }

  get readyCount(): number {
    let count = 0
    for (const { ready } of this.#instances) if (ready) count++
    return count
  }

  /**
   * The ready instance with the fewest pending requests, any of them on a tie. Who is ejected, then who is about to stop, gets
   * its turn only when nobody else is left.
   */
  pick(except: readonly UpstreamInstance<Connection>[] = []): UpstreamInstance<Connection> | undefined {
    const nowMs = this.#options.clock.monotonic()
    const checksHealth = this.#options.protections.isOn("health-checks")
    const ready = (one: UpstreamInstance<Connection>) => one.ready || !checksHealth
    return (
      this.#best((one) => ready(one) && !one.record.isEjected(nowMs), except) ??
      this.#best(ready, except) ??
      this.#best(({ draining }) => draining, except)
    )
  }

  /**
   * For who found nobody ready: calls back once somebody is, or after a second without anybody. In the moment in which one
   * instance goes and another comes that is soon, and nobody need fail.
   *
   * @returns false when nobody has been ready for a second already, or when somebody is: then it does not call back
   */
  awaitReady(callBack: () => void): boolean {
    if (this.#emptySinceMs === undefined) return false
    const { clock } = this.#options
    const leftMs = this.#emptySinceMs + gapMs - clock.monotonic()
    if (leftMs <= 0) return false
    const done = () => {
      cancel()
      this.#waiting.delete(done)
      callBack()
    }
    const cancel = clock.after(leftMs, done)
    this.#waiting.add(done)
    return true
  }

  /** A call to it ended. */
  note(instance: UpstreamInstance<Connection>, outcome: CallOutcome): void {
    const { clock, protections, onEjected } = this.#options
    const nowMs = clock.monotonic()
    instance.record.add(outcome, nowMs)
    if (outcome === "answered" || !protections.isOn("outlier-ejection")) return
    const serving = this.#instances.filter(({ ready, record }) => ready && !record.isEjected(nowMs))
    const ready = this.readyCount
    const ejected = ready - serving.length
    // Never more than half: who is left would have to carry what all could not.
    if (!serving.includes(instance) || ejected + 1 > ready / 2) return
    const peers = serving.filter((one) => one !== instance).map(({ record }) => record)
    if (!instance.record.isOutlier(peers, nowMs)) return
    instance.record.eject(nowMs)
    onEjected?.(instance.id)
  }

  /** Takes an instance out at once because a connection to it failed, and asks it whether it is there. */
  doubt(instance: UpstreamInstance<Connection>): void {
    if (!(instance.ready || instance.draining)) return
    if (!this.#options.protections.isOn("health-checks")) return
    instance.doubts++
    const wasDraining = instance.draining
    this.#set(instance, { ready: false, draining: false })
    // Who is about to stop has now done so; its admin port may go on for a while.
    if (wasDraining) {
      instance.stopped = true
      return
    }
    instance.probing = false
    void this.#probe(instance)
  }

  close(): void {
    for (const stop of this.#stop) stop()
    for (const { connection } of this.#instances) this.#options.disconnect(connection)
    this.#instances = []
  }

  #best(
    isEligible: (instance: UpstreamInstance<Connection>) => boolean,
    except: readonly UpstreamInstance<Connection>[],
  ): UpstreamInstance<Connection> | undefined {
    const { protections, rng } = this.#options
    const balances = protections.isOn("load-balancing")
    let best: UpstreamInstance<Connection> | undefined
    let ties = 0
    for (const instance of this.#instances) {
      if (except.includes(instance) || !isEligible(instance)) continue
      if (best === undefined || (balances && instance.pending < best.pending)) {
        best = instance
        ties = 1
      } else if (balances && instance.pending === best.pending) {
        ties++
        if (rng() * ties < 1) best = instance
      }
    }
    return best
  }

  #follow(): void {
    const { discovery, service, connect, disconnect } = this.#options
    const found = discovery.instances(service)
    // A restarted instance keeps its id but has a new address: it is another one.
    const same = (a: { id: string; url: string }, b: { id: string; url: string }) =>
      a.id === b.id && a.url === b.url
    const gone = this.#instances.filter((known) => !found.some((one) => same(known, one)))
    const kept = this.#instances.filter((known) => !gone.includes(known))
    const fresh = found
      .filter((one) => !kept.some((known) => same(known, one)))
      .map((one) => ({
        ...one,
        connection: connect(one.url),
        ready: false,
        draining: false,
        stopped: false,
        pending: 0,
        record: new CallRecord(),
        doubts: 0,
        probing: false,
        missedProbes: 0,
      }))
    const hadSomebody = this.#somebodyServes()
    this.#instances = [...kept, ...fresh]
    if (hadSomebody) this.#noteWhetherEmpty()
    for (const { connection } of gone) disconnect(connection)
    for (const instance of fresh) void this.#probe(instance)
  }

  #probeAll(): void {
    for (const instance of this.#instances) void this.#probe(instance)
  }

  async #probe(instance: UpstreamInstance<Connection>): Promise<void> {
    if (instance.probing || instance.stopped) return
    instance.probing = true
    const { doubts } = instance
    const result = await this.#options.probe(instance.adminUrl)
    if (doubts !== instance.doubts) return
    instance.probing = false
    instance.missedProbes = result === "silent" ? instance.missedProbes + 1 : 0
    if (result === "silent" && instance.missedProbes < missedProbesToLeave) return
    this.#set(instance, { ready: result === "ready", draining: result === "draining" })
  }

  #set(
    instance: UpstreamInstance<Connection>,
    { ready, draining }: { readonly ready: boolean; readonly draining: boolean },
  ): void {
    if (instance.ready === ready && instance.draining === draining) return
    instance.ready = ready
    instance.draining = draining
    this.#noteWhetherEmpty()
  }

  #somebodyServes(): boolean {
    return this.#instances.some(({ ready, draining }) => ready || draining)
  }

  #noteWhetherEmpty(): void {
    if (!this.#somebodyServes()) this.#emptySinceMs ??= this.#options.clock.monotonic()
    else {
      this.#emptySinceMs = undefined
      for (const goOn of this.#waiting) goOn()
    }
  }
}
