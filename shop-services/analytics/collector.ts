import { availableParallelism, totalmem } from "node:os"
import type { InstanceStats } from "@gameday/contract"
import { adminSecretHeader } from "@gameday/contract/headers"
import type { Clock } from "../kit/clock.ts"
import type { DiscoveredInstance, Discovery } from "../kit/discovery.ts"
import { messageOf } from "../kit/errors.ts"
import { callJson } from "../kit/http-json.ts"
import type { Logger } from "../kit/log.ts"
import { computeKpis, type Kpis } from "./kpis.ts"
import { Measurements } from "./measurements.ts"

const everyMs = 1_000
const timeoutMs = 900

export interface CollectorDependencies {
  readonly discovery: Discovery
  readonly adminSecret: string
  readonly clock: Clock
  readonly log: Logger
}

/** Reads every instance's own counts once a second. */
export class StatsCollector {
  readonly #dependencies: CollectorDependencies
  readonly #measurements = new Measurements()
  readonly #cancel: () => void

  constructor(dependencies: CollectorDependencies) {
    this.#dependencies = dependencies
    this.#cancel = dependencies.clock.every(everyMs, () => this.#collect())
    this.#collect()
  }

  kpis(): Kpis {
    const { clock } = this.#dependencies
    return computeKpis(this.#measurements, {
      nowMs: clock.monotonic(),
      timestamp: new Date(clock.now()),
      cores: availableParallelism(),
      memoryBytes: totalmem(),
    })
  }

  close(): void {
    this.#cancel()
  }

  #collect(): void {
    const { discovery } = this.#dependencies
    for (const service of new Set([...discovery.services(), ...this.#measurements.services()])) {
      const instances = discovery.instances(service)
      this.#measurements.keepOnly(
        service,
        instances.map(({ id }) => id),
      )
      for (const instance of instances) void this.#read(service, instance)
    }
  }

  async #read(service: string, { id, adminUrl }: DiscoveredInstance): Promise<void> {
    const { clock, adminSecret, log } = this.#dependencies
    try {
      const headers = { [adminSecretHeader]: adminSecret }
      const { status, body } = await callJson({ url: `${adminUrl}/stats`, headers, timeoutMs })
      if (status !== 200) throw new Error(`it answered ${status}`)
      this.#measurements.add(service, id, { atMs: clock.monotonic(), stats: body as InstanceStats })
    } catch (error) {
      // An instance that does not answer shows as one: its last reading grows old.
      log.debug({ instance: id, reason: messageOf(error) }, "stats not read")
    }
  }
}
