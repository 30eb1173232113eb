import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Clock } from "../clock.ts"
import type { Logger } from "../log.ts"
import {
  type FromGenerator,
  type GeneratorOrder,
  generatorSilentMs,
  generatorStartMs,
  heartbeatMs,
  type ToGenerator,
} from "./generator-protocol.ts"
import type { LoadDelta } from "./ports.ts"

const program = fileURLToPath(new URL("./generator.ts", import.meta.url))
const checkMs = 250
/** Asked to stop, it drains for 200 ms; what is not gone by then is ended. */
const stopMs = 300
const keptWords = 2_000

export interface GeneratorEnd {
  readonly reason: "ended" | "crashed" | "hung"
  readonly message: string
}

export interface GeneratorOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly order: GeneratorOrder
  /** Called once, when it begins to send. */
  readonly onStarted: () => void
  readonly onDelta: (delta: LoadDelta) => void
  /** Called once, when the process is gone. */
  readonly onEnd: (end: GeneratorEnd) => void
}

/*
 * starting ──started──► running ──ended──► gone ("ended")
 *     └────────┬───────────┴──exit without "ended"──► gone ("crashed")
 *              └──────────────silent for 5 s (20 s while starting), killed──► gone ("hung")
 */

/** The forked generator as the control plane sees it: whatever it does, it ends in exactly one `onEnd`. */
export class GeneratorProcess {
  readonly #options: GeneratorOptions
  readonly #child: ChildProcess
  readonly #gone = Promise.withResolvers<void>()
  readonly #cancelTimers: (() => void)[]
  /** Whoever waits to hear since when a crowd is there, in the order of asking. */
  readonly #crowds: ((at: number | null) => void)[] = []
  #end: GeneratorEnd["reason"] | undefined
  #hasStarted = false
  #lastWords = ""
  #heardAtMs: number
  #checkedAtMs: number

  constructor(options: GeneratorOptions) {
    const { clock, order } = options
    this.#options = options
    this.#heardAtMs = clock.monotonic()
    this.#checkedAtMs = this.#heardAtMs
    // It needs nothing of our environment, least of all our secrets.
    this.#child = fork(program, [], {
      env: {},
      // Small young generation, one helper thread: as fast as with more, and 12 MB leaner.
      execArgv: ["--max-semi-space-size=2", "--v8-pool-size=1"],
      serialization: "json",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    })
    this.#child.on("message", (message) => this.#onMessage(message as FromGenerator))
    this.#child.on("error", (error) => this.#hear(error.message))
    this.#child.on("exit", (code, signal) => this.#onExit(code, signal))
    this.#child.stderr?.on("data", (chunk: Buffer) => this.#hear(chunk.toString()))
    this.#cancelTimers = [
      clock.every(heartbeatMs, () => this.#tell({ type: "heartbeat" })),
      clock.every(checkMs, () => this.#check()),
    ]
    this.#tell({ type: "start", order })
  }

  setRate(rps: number, maxConnections: number): void {
    this.#tell({ type: "rate", rps, maxConnections })
  }

  /** @returns since when it sends so many times the rate, ms since the epoch; null when it ended before that */
  multiply(factor: number, maxConnections: number): Promise<number | null> {
    if (!this.#child.connected) return Promise.resolve(null)
    this.#tell({ type: "crowd", factor, maxConnections })
    return new Promise((resolve) => this.#crowds.push(resolve))
  }

  /** Lets it drain; resolves when the process is gone, after 300 ms by force. */
  async stop(): Promise<void> {
    this.#tell({ type: "stop" })
    const cancel = this.#options.clock.after(stopMs, () => {
      this.#end ??= "ended"
      this.#child.kill("SIGKILL")
    })
    await this.#gone.promise
    cancel()
  }

  #tell(message: ToGenerator): void {
    // A channel that broke means that the process is gone or going: its exit tells the rest.
    if (this.#child.connected) this.#child.send(message, () => {})
  }

  #onMessage(message: FromGenerator): void {
    this.#heardAtMs = this.#options.clock.monotonic()
    switch (message.type) {
      case "started":
        this.#hasStarted = true
        this.#options.onStarted()
        return
      case "crowded":
        this.#crowds.shift()?.(message.at)
        return
      case "delta":
        this.#options.onDelta(message.delta)
        return
      case "ended":
        this.#end = "ended"
        return
      default:
        message satisfies never
    }
  }

  /** A gap in our own checks is our own hang, not the generator's. */
  #check(): void {
    const nowMs = this.#options.clock.monotonic()
    if (nowMs - this.#checkedAtMs > 4 * checkMs) this.#heardAtMs = nowMs
    this.#checkedAtMs = nowMs
    const limitMs = this.#hasStarted ? generatorSilentMs : generatorStartMs
    if (nowMs - this.#heardAtMs < limitMs || this.#end !== undefined) return
    this.#end = "hung"
    this.#child.kill("SIGKILL")
  }

  #hear(words: string): void {
    this.#lastWords = (this.#lastWords + words).slice(-keptWords)
  }

  #onExit(code: number | null, signal: NodeJS.Signals | null): void {
    for (const cancel of this.#cancelTimers) cancel()
    for (const resolve of this.#crowds.splice(0)) resolve(null)
    const reason = this.#end ?? "crashed"
    const words = this.#lastWords.trim()
    const how = signal === null ? `exit code ${code}` : signal
    const message = {
      ended: "The load generator is done.",
      crashed: `The load generator crashed (${how})${words === "" ? "" : `: ${words}`}`,
      hung: `The load generator hung: it said nothing for seconds, and was ended.`,
    }[reason]
    if (reason !== "ended") this.#options.logger.error({ reason, how, words }, "load generator is gone")
    this.#options.onEnd({ reason, message })
    this.#gone.resolve()
  }
}
