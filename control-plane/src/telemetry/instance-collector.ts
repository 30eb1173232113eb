import type { ServiceName } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import type { Logger } from "../log.ts"
import type { InstanceAdmin, PlatformEvent, PlatformInventory, ServiceInstance } from "../platforms/ports.ts"
import {
  type Increment,
  incrementBetween,
  isNewProcess,
  type Reading,
  type Series,
} from "./instance-window.ts"

const pollEveryMs = 500
/** The longest window is 10 s; a chart second is read up to a second and a half after it ended. */
const keptMs = 13_000

/** What is known of one instance: the platform's word, and what it answered itself. */
export interface InstanceObservation {
  readonly instance: ServiceInstance
  /** It answers on an admin port; a foreign service has none, and then only the platform's word counts. */
  readonly measurable: boolean
  /** As it last said, or as the platform saw it come up; false at once when it dies. */
  readonly ready: boolean
  /** ms since it became ready; null while it is not. */
  readonly readyForMs: number | null
  /** ms since it last answered, or since there was a process to ask. */
  readonly silentMs: number
  /** Had 80 % of its share of the traffic at least once since it became ready. */
  readonly warmedUp: boolean
  /** Of the present process only; undefined until it answered. */
  readonly latest: Reading | undefined
  /** Of the present process only. */
  readonly series: Series
}

interface Track {
  readonly service: ServiceName
  increments: Increment[]
  latest: Reading | undefined
  /** `latest` came from the present process. */
  current: boolean
  ready: boolean
  readySinceMs: number | undefined
  answeredMs: number | undefined
  warmedUp: boolean
  asking: boolean
  /** Grows when the process changes, so that an answer of the previous one is not believed. */
  generation: number
}

export interface InstanceCollectorOptions {
  readonly clock: Clock
  readonly inventory: PlatformInventory
  readonly admin: Pick<InstanceAdmin, "stats">
  /** Services that have an admin port. */
  readonly measurable: ReadonlySet<ServiceName>
  readonly logger: Logger
  onIncrement(service: ServiceName, increment: Increment): void
  /** An instance came, went, or changed its readiness. */
  onChange(): void
}

/** Asks every instance for its `/stats` twice a second and keeps the differences; platform events count at once. */
export class InstanceCollector {
  readonly #options: InstanceCollectorOptions
  readonly #tracks = new Map<string, Track>()
  readonly #cancel: (() => void)[] = []
  #observedSince = 0

  constructor(options: InstanceCollectorOptions) {
    this.#options = options
  }

  start(): void {
    const { clock, inventory } = this.#options
    this.#observedSince = clock.now()
    this.#cancel.push(
      inventory.subscribe((event) => this.#onEvent(event)),
      clock.every(pollEveryMs, () => this.#pollAll()),
    )
    this.#pollAll()
  }

  close(): void {
    for (const cancel of this.#cancel.splice(0)) cancel()
  }

  /** Of the instances that are meant to exist, in the platform's order. */
  observe(service: ServiceName): InstanceObservation[] {
    return this.#options.inventory
      .instances()
      .filter((instance) => instance.service === service)
      .map((instance) => this.#observation(instance))
  }

  /** Everything recently counted by the service's processes, also those that are gone. */
  series(service: ServiceName): Series[] {
    const running = new Set(
      this.#options.inventory.instances().flatMap(({ id, phase }) => (phase === "running" ? [id] : [])),
    )
    const series: Series[] = []
    for (const [id, track] of this.#tracks) {
      if (track.service !== service) continue
      const present = running.has(id) ? presentProcess(track) : undefined
      const past = track.increments.filter(({ processStartedAt }) => processStartedAt !== present)
      const current = track.increments.filter(({ processStartedAt }) => processStartedAt === present)
      if (past.length > 0) series.push({ increments: past, live: false })
      if (current.length > 0) series.push({ increments: current, live: true })
    }
    return series
  }

  /** From now on, until its process changes, the instance counts as warmed up. */
  markWarm(instanceId: string): void {
    const track = this.#tracks.get(instanceId)
    if (track !== undefined) track.warmedUp = true
  }

  #observation(instance: ServiceInstance): InstanceObservation {
    const monotonicMs = this.#options.clock.monotonic()
    const measurable = this.#options.measurable.has(instance.service)
    const track = this.#trackOf(instance)
    const running = instance.phase === "running"
    const ready = running && (measurable ? track.ready : true)
    const present = running ? presentProcess(track) : undefined
    return {
      instance,
      measurable,
      ready,
      readyForMs: ready && track.readySinceMs !== undefined ? monotonicMs - track.readySinceMs : null,
      silentMs: monotonicMs - (track.answeredMs ?? monotonicMs),
      warmedUp: track.warmedUp,
      latest: present === undefined ? undefined : track.latest,
      series: {
        increments: track.increments.filter(({ processStartedAt }) => processStartedAt === present),
        live: true,
      },
    }
  }

  #trackOf({ id, service }: ServiceInstance): Track {
    let track = this.#tracks.get(id)
    if (track === undefined) {
      track = {
        service,
        increments: [],
        latest: undefined,
        current: false,
        ready: false,
        readySinceMs: undefined,
        answeredMs: this.#options.clock.monotonic(),
        warmedUp: false,
        asking: false,
        generation: 0,
      }
      this.#tracks.set(id, track)
    }
    return track
  }

  #onEvent({ type, instance }: PlatformEvent): void {
    const track = this.#trackOf(instance)
    track.generation++
    track.asking = false
    track.answeredMs = this.#options.clock.monotonic()
    if (type === "ready") {
      this.#setReady(track, true)
      this.#poll(instance, track)
    } else {
      track.current = false
      this.#setReady(track, false)
    }
    this.#options.onChange()
  }

  #setReady(track: Track, ready: boolean): boolean {
    if (track.ready === ready) return false
    track.ready = ready
    track.readySinceMs = ready ? this.#options.clock.monotonic() : undefined
    if (!ready) track.warmedUp = false
    return true
  }

  #pollAll(): void {
    const { clock, inventory, measurable } = this.#options
    const present = new Set<string>()
    for (const instance of inventory.instances()) {
      present.add(instance.id)
      if (!measurable.has(instance.service)) continue
      this.#poll(instance, this.#trackOf(instance))
    }
    const oldest = clock.now() - keptMs
    for (const [id, track] of this.#tracks) {
      track.increments = track.increments.filter(({ to }) => to > oldest)
      if (!present.has(id) && track.increments.length === 0) this.#tracks.delete(id)
    }
  }

  #poll(instance: ServiceInstance, track: Track): void {
    const { admin, clock, logger } = this.#options
    if (instance.adminUrl === null || instance.phase === "exited" || instance.phase === "paused") return
    if (track.asking) return
    track.asking = true
    const { generation } = track
    admin.stats(instance).then(
      (stats) => {
        if (track.generation !== generation) return
        track.asking = false
        this.#onReading(track, { at: clock.now(), monotonicMs: clock.monotonic(), stats })
      },
      (error: unknown) => {
        if (track.generation !== generation) return
        track.asking = false
        logger.debug({ instance: instance.id, error: String(error) }, "instance did not answer")
      },
    )
  }

  #onReading(track: Track, reading: Reading): void {
    const { onIncrement, onChange } = this.#options
    const previous = track.latest
    const increment = incrementBetween(previous, reading, this.#observedSince)
    const replaced = previous !== undefined && isNewProcess(previous.stats, reading.stats)
    track.latest = reading
    track.current = true
    track.answeredMs = reading.monotonicMs
    if (replaced) track.warmedUp = false
    if (increment !== undefined) {
      track.increments.push(increment)
      onIncrement(track.service, increment)
    }
    if (this.#setReady(track, reading.stats.ready)) onChange()
  }
}

function presentProcess({ current, latest }: Track): number | undefined {
  return current ? latest?.stats.startedAt : undefined
}
