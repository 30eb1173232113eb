import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { type Clock, sleep } from "./clock.ts"
import { freshId } from "./rng.ts"

/*
 * Who is alive, told through a file in the data directory that both the control plane and its watchdog see. The file's
 * content changes with every beat; who reads it goes by its own clock. An orderly end removes the file.
 *
 *   the file            | its owner is
 *   changed a while ago | alive
 *   stands still        | dead, or frozen
 *   is not there        | not there, and nobody needs to worry
 */
const beatEveryMs = 500

export interface PulseOptions {
  readonly file: string
  readonly clock: Clock
  /** Told when we have not beaten for so long that others must have taken us for dead: the process was frozen. */
  readonly onGap?: { readonly ms: number; readonly tell: () => void }
}

/** Beats until it is ended. */
export class Pulse {
  readonly #options: PulseOptions
  readonly #owner = freshId()
  #beats = 0
  #lastAt = 0
  #cancel: (() => void) | undefined

  constructor(options: PulseOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#cancel !== undefined) return
    const { clock, file } = this.#options
    mkdirSync(dirname(file), { recursive: true })
    this.#lastAt = clock.monotonic()
    this.#beat()
    this.#cancel = clock.every(beatEveryMs, () => this.#beat())
  }

  /** From now on we are not dead, but gone. */
  end(): void {
    if (this.#cancel === undefined) return
    this.#cancel()
    this.#cancel = undefined
    rmSync(this.#options.file, { force: true })
  }

  #beat(): void {
    const { clock, file, onGap } = this.#options
    const now = clock.monotonic()
    const gapMs = now - this.#lastAt
    this.#lastAt = now
    writeFileSync(file, `${this.#owner} ${++this.#beats}\n`)
    if (onGap !== undefined && gapMs >= onGap.ms) onGap.tell()
  }
}

/** Looks at somebody else's pulse. */
export class PulseReader {
  readonly #file: string
  readonly #clock: Clock
  #seen: string | undefined
  #changedAt: number

  constructor(file: string, clock: Clock) {
    this.#file = file
    this.#clock = clock
    this.#changedAt = clock.monotonic()
  }

  /** ms since the file last changed, as far as we looked; null when there is none. To be asked every now and then. */
  silentForMs(): number | null {
    const now = this.#clock.monotonic()
    const content = read(this.#file)
    if (content !== this.#seen) {
      this.#seen = content
      this.#changedAt = now
    }
    return content === undefined ? null : now - this.#changedAt
  }
}

/** Resolves when nobody beats in that file, because they have ended or fell silent, or when `withinMs` is over. */
export async function untilSilent(file: string, clock: Clock, withinMs: number): Promise<void> {
  const reader = new PulseReader(file, clock)
  const deadline = clock.monotonic() + withinMs
  while (clock.monotonic() < deadline) {
    const silentMs = reader.silentForMs()
    if (silentMs === null || silentMs > 4 * beatEveryMs) return
    await sleep(clock, 50)
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined
    throw error
  }
}
