import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { closeSync, openSync } from "node:fs"
import type { InstanceMessage } from "@gameday/contract"
import type { Clock } from "../../clock.ts"
import { GamedayError } from "../../errors.ts"
import type { ServiceInstance } from "../ports.ts"
import { smallHeap } from "./child-environment.ts"
import { untilGone } from "./end-processes.ts"
import { lastWords } from "./last-words.ts"
import { identify, type ProcessIdentity, signalIfAlive } from "./process-identity.ts"

/** Above the graceful shutdown a service gives itself, so that it normally ends by itself. */
const drainWithinMs = 5_000

export interface InstancePlan {
  readonly id: string
  readonly service: string
  readonly program: string
  readonly environment: Readonly<Record<string, string>>
  readonly logFile: string
}

export type InstanceProcessEvent =
  | { readonly type: "started"; readonly identity: ProcessIdentity }
  /** It can be reached from now on, or should not be any more. */
  | { readonly type: "address-changed" }
  | { readonly type: "ready" }
  /** `wanted`: we asked it to end. Otherwise `reason` says what happened. */
  | { readonly type: "exited"; readonly pid: number; readonly wanted: boolean; readonly reason: string }

/*
 *   exited ──start──► starting ──"ready"──► running
 *     ▲                  │                     │
 *     └──────exit────────┴────────exit─────────┘
 *
 * A frozen one is "paused" to everybody else and goes on in the phase it was in.
 */
type End = "none" | "kill" | "stop" | "silent"

type State =
  | { readonly phase: "exited" }
  | {
      readonly phase: "starting" | "running"
      readonly child: ChildProcess
      readonly identity: ProcessIdentity
      readonly ports: { readonly public: number; readonly admin: number } | null
      readonly frozen: boolean
      /** How we asked it to end. "silent": nobody needs to hear of it; "stop": gracefully too, but it will be missed. */
      readonly end: End
    }

/** One instance of a service: the same name over all the processes it has in its life. */
export class InstanceProcess {
  readonly plan: InstancePlan
  readonly #clock: Clock
  readonly #tell: (event: InstanceProcessEvent) => void
  #state: State = { phase: "exited" }
  #starts = 0
  #lastStartedAt: number | null = null
  #fatal: string | undefined
  #restarting: Promise<void> | undefined

  constructor(plan: InstancePlan, clock: Clock, tell: (event: InstanceProcessEvent) => void) {
    this.plan = plan
    this.#clock = clock
    this.#tell = tell
  }

  snapshot(): ServiceInstance {
    const { id, service } = this.plan
    const ports = this.ports()
    return {
      id,
      service,
      phase: this.#state.phase !== "exited" && this.#state.frozen ? "paused" : this.#state.phase,
      adminUrl: ports === null ? null : `http://127.0.0.1:${ports.admin}`,
      startedAt: this.#lastStartedAt,
      restarts: Math.max(0, this.#starts - 1),
    }
  }

  /** Where it listens; null while it does not, and from the moment it drains. A kill is not announced. */
  ports(): { readonly public: number; readonly admin: number } | null {
    return this.#state.phase === "exited" || drains(this.#state.end) ? null : this.#state.ports
  }

  identity(): ProcessIdentity | undefined {
    return this.#state.phase === "exited" ? undefined : this.#state.identity
  }

  /** Does nothing when it runs; waits when it is being restarted. @throws GamedayError platform_failed */
  async start(): Promise<void> {
    if (this.#restarting !== undefined) return this.#restarting
    if (this.#state.phase === "exited") await this.#spawn()
  }

  /** SIGKILL. Resolves when the process is gone. */
  async kill(): Promise<void> {
    await this.#end("kill")
  }

  /**
   * SIGTERM, and SIGKILL when it does not end in time. Resolves when the process is gone.
   *
   * @param how "stop": its end is told as one that was not wanted, "silent": as one that was
   */
  async stop(how: "stop" | "silent"): Promise<void> {
    await this.#end(how)
  }

  /** SIGSTOP. Nobody is told: whoever needs it notices that it does not answer. */
  freeze(): void {
    const state = this.#state
    if (state.phase === "exited" || state.frozen || drains(state.end)) return
    if (signalIfAlive(state.identity, "SIGSTOP")) this.#state = { ...state, frozen: true }
  }

  /** SIGCONT. */
  thaw(): void {
    const state = this.#state
    if (state.phase === "exited" || !state.frozen) return
    signalIfAlive(state.identity, "SIGCONT")
    this.#state = { ...state, frozen: false }
  }

  restart(): Promise<void> {
    this.#restarting ??= this.stop("silent")
      .then(() => this.#spawn())
      .finally(() => {
        this.#restarting = undefined
      })
    return this.#restarting
  }

  async #spawn(): Promise<void> {
    const { program, environment, logFile, id } = this.plan
    const log = openSync(logFile, "a")
    const child = fork(program, [], {
      // Its own session: a Ctrl-C in the terminal reaches the control plane, which then drains in order.
      detached: true,
      execArgv: smallHeap({ oldSpaceMb: 192, semiSpaceMb: 2 }),
      env: environment,
      stdio: ["ignore", log, log, "ipc"],
    })
    closeSync(log)
    this.#fatal = undefined
    if (child.pid === undefined) {
      const [cause] = await once(child, "error")
      throw new GamedayError("platform_failed", `${id} could not be started: ${String(cause)}.`, { cause })
    }
    this.#starts++
    this.#lastStartedAt = this.#clock.now()
    const identity = identify(id, child.pid)
    this.#state = { phase: "starting", child, identity, ports: null, frozen: false, end: "none" }
    child.on("message", (message) => this.#hear(child, message as InstanceMessage))
    child.once("exit", (code, signal) => this.#exited(child, code, signal))
    this.#tell({ type: "started", identity })
  }

  #hear(child: ChildProcess, message: InstanceMessage) {
    if (this.#state.phase === "exited" || this.#state.child !== child) return
    switch (message.type) {
      case "listening":
        this.#state = { ...this.#state, ports: { public: message.publicPort, admin: message.adminPort } }
        this.#tell({ type: "address-changed" })
        return
      case "ready":
        if (this.#state.phase === "running") return
        this.#state = { ...this.#state, phase: "running" }
        this.#tell({ type: "ready" })
        return
      case "fatal":
        this.#fatal = message.message
    }
  }

  async #end(how: Exclude<End, "none">): Promise<void> {
    const state = this.#state
    if (state.phase === "exited") return
    const gone = once(state.child, "exit")
    // A kill in the middle of a wanted end stays a wanted end: nobody should start it again.
    this.#state = { ...state, end: state.end === "silent" ? "silent" : how }
    if (drains(how)) this.#tell({ type: "address-changed" })
    signalIfAlive(state.identity, how === "kill" ? "SIGKILL" : "SIGTERM")
    if (drains(how)) {
      // A frozen process hears nothing but SIGKILL until it goes on.
      this.thaw()
      const [stubborn] = await untilGone([state.identity], drainWithinMs, this.#clock)
      if (stubborn !== undefined) signalIfAlive(stubborn, "SIGKILL")
    }
    await gone
  }

  #exited(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null) {
    if (this.#state.phase === "exited" || this.#state.child !== child) return
    const { end, identity } = this.#state
    this.#state = { phase: "exited" }
    this.#tell({
      type: "exited",
      pid: identity.pid,
      wanted: end === "silent",
      reason: end === "stop" ? "stopped" : this.#reason(code, signal),
    })
  }

  #reason(code: number | null, signal: NodeJS.Signals | null): string {
    if (this.#fatal !== undefined) return this.#fatal
    if (signal !== null) return `ended by ${signal}`
    return `ended with exit code ${code}. ${lastWords(this.plan.logFile)}`
  }
}

function drains(end: End): boolean {
  return end === "stop" || end === "silent"
}
