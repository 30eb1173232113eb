import type { Status, TargetDependency } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import type { Logger } from "../log.ts"
import type { PlatformLifecycle } from "../platforms/ports.ts"
import { dependencyStatus } from "./status.ts"

const probeEveryMs = 1_000

interface Probe {
  answers: boolean | null
  answeredMs: number
  asking: boolean
}

export interface DependencyProbeOptions {
  readonly clock: Clock
  readonly lifecycle: Pick<PlatformLifecycle, "dependencyAnswers">
  readonly dependencies: readonly TargetDependency[]
  readonly logger: Logger
  onChange(): void
}

/** Asks the platform once a second whether each dependency answers. */
export class DependencyProbe {
  readonly #options: DependencyProbeOptions
  readonly #probes = new Map<string, Probe>()
  #cancel: (() => void) | undefined

  constructor(options: DependencyProbeOptions) {
    this.#options = options
  }

  start(): void {
    const { clock, dependencies } = this.#options
    for (const { name } of dependencies) {
      this.#probes.set(name, { answers: null, answeredMs: clock.monotonic(), asking: false })
    }
    this.#cancel = clock.every(probeEveryMs, () => this.#probeAll())
    this.#probeAll()
  }

  close(): void {
    this.#cancel?.()
  }

  status(name: string): Status {
    const probe = this.#probes.get(name)
    if (probe === undefined) return "unknown"
    return dependencyStatus(probe.answers, this.#options.clock.monotonic() - probe.answeredMs)
  }

  #probeAll(): void {
    for (const [name, probe] of this.#probes) if (!probe.asking) this.#ask(name, probe)
  }

  #ask(name: string, probe: Probe): void {
    const { clock, lifecycle, logger, onChange } = this.#options
    probe.asking = true
    lifecycle.dependencyAnswers(name).then(
      (answers) => {
        const changed = probe.answers !== answers
        probe.asking = false
        probe.answers = answers
        probe.answeredMs = clock.monotonic()
        if (changed) onChange()
      },
      (error: unknown) => {
        probe.asking = false
        logger.warn({ dependency: name, error: String(error) }, "dependency could not be probed")
      },
    )
  }
}
