import type { Clock } from "../kit/clock.ts"
import { messageOf } from "../kit/errors.ts"
import type { Logger } from "../kit/log.ts"
import type { StatsRecorder } from "../kit/stats.ts"
import { callUpstream } from "../kit/upstream/call.ts"
import type { Upstream } from "../kit/upstream/upstream.ts"
import type { Connection } from "./connections.ts"

const flushEveryMs = 1_000
const maxBuffered = 5_000
const timeoutMs = 1_000

interface View {
  readonly visitor: string
  readonly productId: string
}

/** Tells analytics which products were looked at, in batches, so that no customer waits for it. */
export class ViewReporter {
  readonly #analytics: Upstream<Connection>
  readonly #stats: StatsRecorder
  readonly #log: Logger
  readonly #cancel: () => void
  #buffer: View[] = []
  #sending = false

  constructor(analytics: Upstream<Connection>, clock: Clock, stats: StatsRecorder, log: Logger) {
    this.#analytics = analytics
    this.#stats = stats
    this.#log = log
    this.#cancel = clock.every(flushEveryMs, () => void this.#flush())
  }

  /** @param visitor a pseudonym */
  view(visitor: string, productId: string): void {
    if (this.#buffer.length < maxBuffered) this.#buffer.push({ visitor, productId })
    else this.#stats.count("views_lost")
  }

  close(): void {
    this.#cancel()
  }

  async #flush(): Promise<void> {
    if (this.#sending || this.#buffer.length === 0) return
    const views = this.#buffer
    this.#buffer = []
    this.#sending = true
    try {
      const { status } = await callUpstream(this.#analytics, {
        method: "POST",
        path: "/internal/views",
        body: { views },
        timeoutMs,
      })
      if (status !== 204) throw new Error(`analytics answered ${status}`)
    } catch (error) {
      // Recommendations can live without a second of views; customers cannot without memory.
      this.#stats.count("views_lost", views.length)
      this.#log.debug({ reason: messageOf(error), views: views.length }, "views lost")
    } finally {
      this.#sending = false
    }
  }
}
