import { journalPath } from "../api/runs.ts"
import type { Clock } from "../clock.ts"
import type { FrameSink, FrameSource } from "../stream/frame-source.ts"
import { JournalReader } from "./journal.ts"
import { Player } from "./player.ts"
import { type ReplayFailure, setReplay, useReplay } from "./replay-store.ts"

export interface RecordingPorts {
  readonly clock: Clock
  readonly sink: FrameSink
  /** Rejects when nobody answers. */
  fetch(path: string): Promise<Response>
  /** Everything the page may need later: afterwards it has to work without a network. */
  loadAhead(): Promise<unknown>
}

/** The frames of a run that was kept: fetched once, then played from memory. */
export class Recording implements FrameSource {
  readonly #run: string
  readonly #beginSeconds: number
  readonly #ports: RecordingPorts
  #player: Player | null = null
  #stopped = false

  /** @param beginSeconds where it begins to play, s after its first picture */
  constructor(run: string, beginSeconds: number, ports: RecordingPorts) {
    this.#run = run
    this.#beginSeconds = beginSeconds
    this.#ports = ports
  }

  start(): void {
    setReplay({ phase: "loading", bytes: 0 })
    this.#load().catch(() => this.#fail("unreachable"))
  }

  stop(): void {
    this.#stopped = true
    this.#player?.stop()
  }

  async #load(): Promise<void> {
    const response = await this.#ports.fetch(journalPath(this.#run))
    if (response.status === 401) {
      setReplay({ phase: "none" })
      this.#ports.sink.connection({ state: "no-session" })
      return
    }
    if (!response.ok || response.body === null) {
      this.#fail(response.status === 404 ? "unknown" : "unreachable")
      return
    }
    const reader = new JournalReader()
    await readLines(response.body, (line) => reader.line(line))
    const journal = reader.journal()
    if (typeof journal === "string") {
      this.#fail(journal)
      return
    }
    // Without the network some view may be missing later; the recording itself plays all the same.
    await this.#ports.loadAhead().catch(() => undefined)
    if (this.#stopped) return
    const { clock, sink } = this.#ports
    const player = new Player(journal, {
      clock,
      sink,
      changed: (playback) => setReplay({ phase: "ready", journal, player, playback }),
    })
    this.#player = player
    player.start()
    if (this.#beginSeconds > 0) player.seekBy(this.#beginSeconds * 1000)
  }

  #fail(reason: ReplayFailure): void {
    setReplay({ phase: "failed", reason })
  }
}

async function readLines(body: ReadableStream<Uint8Array>, line: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ""
  let bytes = 0
  for (const reader = body.getReader(); ; ) {
    const { done, value } = await reader.read()
    rest += decoder.decode(value, { stream: !done })
    const lines = rest.split("\n")
    rest = lines.pop() ?? ""
    for (const text of lines) line(text)
    if (done) break
    bytes += value.length
    if (useReplay.getState().replay.phase === "loading") setReplay({ phase: "loading", bytes })
  }
  line(rest)
}
