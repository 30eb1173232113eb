import type { Clock } from "../clock.ts"
import type { Discovery } from "../discovery.ts"
import type { Rng } from "../rng.ts"

/** An instance of another service, as a caller sees it. `Connection` is the caller's: what it sends requests through. */
export interface UpstreamInstance<Connection> {
  readonly id: string
  readonly url: string
  readonly adminUrl: string
  readonly connection: Connection
  ready: boolean
  /** Requests sent and not answered yet. */
  pending: number
  /** Counts ejections: a probe that began before the last one says nothing about now. */
  ejections: number
  probing: boolean
  missedProbes: number
}

/** A probe's word: "ready" and "unready" were answered, "refused" means nobody listens, "silent" that time ran out. */
export type ProbeResult = "ready" | "unready" | "refused" | "silent"

export interface InstanceSetOptions<Connection> {
  readonly service: string
  readonly discovery: Discovery
  readonly clock: Clock
  readonly rng: Rng
  readonly probe: (adminUrl: string) => Promise<ProbeResult>
  readonly connect: (url: string) => Connection
  /** Requests under way through it may finish. */
  readonly disconnect: (connection: Connection) => void
}

const probeEveryMs = 250
/** One missed probe may be a busy machine; ejecting everybody for that would be an outage of our own making. */
const missedProbesToEject = 2

/** The instances of one service: follows discovery, asks each for readiness, spreads requests over those that are. */
export class InstanceSet<Connection> {
  readonly #options: InstanceSetOptions<Connection>
  readonly #stop: (() => void)[]
  #instances: UpstreamInstance<Connection>[] = []

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
    return this.#instances.filter(({ ready }) => ready).length
  }

  /** The ready instance with the fewest pending requests, any of them on a tie. */
  pick(except: readonly UpstreamInstance<Connection>[] = []): UpstreamInstance<Connection> | undefined {
    let best: UpstreamInstance<Connection> | undefined
    let ties = 0
    for (const instance of this.#instances) {
      if (!instance.ready || except.includes(instance)) continue
      if (best === undefined || instance.pending < best.pending) {
        best = instance
        ties = 1
      } else if (instance.pending === best.pending) {
        ties++
        if (this.#options.rng() * ties < 1) best = instance
      }
    }
    return best
  }

  /** Takes an instance out at once because a connection to it failed; a probe brings it back. */
  eject(instance: UpstreamInstance<Connection>): void {
    instance.ready = false
    instance.ejections++
  }

  close(): void {
    for (const stop of this.#stop) stop()
    for (const { connection } of this.#instances) this.#options.disconnect(connection)
    this.#instances = []
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
        pending: 0,
        ejections: 0,
        probing: false,
        missedProbes: 0,
      }))
    this.#instances = [...kept, ...fresh]
    for (const { connection } of gone) disconnect(connection)
    for (const instance of fresh) void this.#probe(instance)
  }

  #probeAll(): void {
    for (const instance of this.#instances) void this.#probe(instance)
  }

  async #probe(instance: UpstreamInstance<Connection>): Promise<void> {
    if (instance.probing) return
    instance.probing = true
    const { ejections } = instance
    const result = await this.#options.probe(instance.adminUrl)
    instance.probing = false
    if (ejections !== instance.ejections) return
    instance.missedProbes = result === "silent" ? instance.missedProbes + 1 : 0
    if (result === "silent" && instance.missedProbes < missedProbesToEject) return
    instance.ready = result === "ready"
  }
}
