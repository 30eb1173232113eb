import type { BreakerChange, ServiceName, TargetService } from "@gameday/contract"
import type { InstanceObservation } from "./instance-collector.ts"
import type { TimelineEntry, TimelineRecorder } from "./timeline.ts"

/** What is known of one instance's breaker towards one service. */
interface Watched {
  seenAt: number
  /** When it last let a few calls through to see. */
  triedAt: number | undefined
}

/**
 * Reads what the instances say of their circuit breakers for what belongs on the timeline. A breaker that tries in vain every two
 * seconds is one story: that it opened is told once, that it tried only when that closed it.
 */
export class BreakerWatch {
  readonly #timeline: TimelineRecorder
  readonly #since: number
  readonly #watched = new Map<string, Watched>()

  /** @param since what changed before is nobody's news, ms since the epoch */
  constructor(timeline: TimelineRecorder, since: number) {
    this.#timeline = timeline
    this.#since = since
  }

  look({ name, dependsOn }: TargetService, observations: readonly InstanceObservation[]): void {
    for (const { instance, latest } of observations) {
      for (const upstream of dependsOn) {
        const changes = latest?.stats.upstreams[upstream]?.breakerChanges ?? []
        if (changes.length > 0) this.#read(name, instance.id, upstream, changes)
      }
    }
  }

  #read(caller: ServiceName, instance: string, service: string, changes: readonly BreakerChange[]): void {
    const key = `${instance} ${service}`
    const watched = this.#watched.get(key) ?? { seenAt: this.#since, triedAt: undefined }
    this.#watched.set(key, watched)
    const tell = (entry: Pick<TimelineEntry, "type" | "tone" | "at">, data: Record<string, number> = {}) =>
      this.#timeline.record({ ...entry, service, data: { caller, ...data } })
    for (const { at, from, to, reason } of changes) {
      if (at <= watched.seenAt) continue
      if (to === "half-open") watched.triedAt = at
      else if (to === "open" && from === "closed")
        tell({ type: "breaker.opened", tone: "critical", at }, reason)
      else if (to === "closed") {
        if (watched.triedAt !== undefined) {
          tell({ type: "breaker.half-open", tone: "info", at: watched.triedAt })
        }
        tell({ type: "breaker.closed", tone: "recovery", at })
      }
    }
    watched.seenAt = Math.max(watched.seenAt, changes.at(-1)?.at ?? 0)
  }
}
