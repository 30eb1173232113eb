import { LRUCache } from "lru-cache"
import type { Clock } from "../kit/clock.ts"

/** A whole JSON answer, marked `degraded: true`. */
export interface Substitute {
  readonly kind: "last-good-answer" | "nothing-to-show"
  readonly body: Buffer
  /** Since the service gave this answer. */
  readonly ageSeconds?: number
}

/** What a customer gets when the service gives no answer at all: less than usual, and better than an error. */
export interface Fallback {
  /** @returns undefined when there is nothing to give */
  find(path: string): Substitute | undefined
  /** Whether a good answer to this path should be kept. */
  wants(path: string): boolean
  keep(path: string, body: Buffer): void
}

const maxAnswers = 500
const maxTotalBytes = 8 * 1024 * 1024
const maxAnswerBytes = 64 * 1024
/** Prices older than that are no longer worth showing. */
const maxAgeMs = 10 * 60 * 1000
/** A page that is asked for all the time need not be kept each time. */
const freshMs = 1_000

const marked = Buffer.from('{"degraded":true,')
const openingBrace = 0x7b

/** The last good answer to the same path and query, at most 10 minutes old, 500 answers, 8 MB. */
export class LastGoodAnswers implements Fallback {
  readonly #clock: Clock
  readonly #answers = new LRUCache<string, { readonly body: Buffer; readonly atMs: number }>({
    max: maxAnswers,
    maxSize: maxTotalBytes,
    sizeCalculation: ({ body }) => body.byteLength,
  })

  constructor(clock: Clock) {
    this.#clock = clock
  }

  find(path: string): Substitute | undefined {
    const known = this.#answers.get(path)
    if (known === undefined) return undefined
    const ageMs = this.#clock.monotonic() - known.atMs
    if (ageMs > maxAgeMs) return undefined
    const body = Buffer.concat([marked, known.body.subarray(1)])
    return { kind: "last-good-answer", body, ageSeconds: Math.floor(ageMs / 1000) }
  }

  wants(path: string): boolean {
    const known = this.#answers.get(path)
    return known === undefined || this.#clock.monotonic() - known.atMs > freshMs
  }

  /** @param body a JSON object with at least one property; anything else is not kept */
  keep(path: string, body: Buffer): void {
    if (body.byteLength > maxAnswerBytes || body.byteLength < 3 || body[0] !== openingBrace) return
    this.#answers.set(path, { body, atMs: this.#clock.monotonic() })
  }
}

/** The same for everybody: an honest nothing. */
export class NothingToShow implements Fallback {
  readonly #body: Buffer

  /** @param answer what the service says when it has nothing */
  constructor(answer: Readonly<Record<string, unknown>>) {
    this.#body = Buffer.from(JSON.stringify({ degraded: true, ...answer }))
  }

  find(): Substitute {
    return { kind: "nothing-to-show", body: this.#body }
  }

  wants(): boolean {
    return false
  }

  keep(): void {}
}
