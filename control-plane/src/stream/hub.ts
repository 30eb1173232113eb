import {
  type ChartSecond,
  protocolVersion,
  type Role,
  type State,
  streamCloseCodes,
  type TimelineEvent,
} from "@gameday/contract"
import type { Clock } from "../clock.ts"
import type { Logger } from "../log.ts"
import type { TelemetryReader, TelemetryUpdate } from "../telemetry/ports.ts"
import type { OutgoingFrame } from "./backlog.ts"
import { History } from "./history.ts"
import { Session, type ViewerSocket } from "./session.ts"

const pingEveryMs = 15_000
const keptSeconds = 300
const keptEvents = 200
/** An audience behind one access point shares an address; a script that opens sockets in a loop shares it too. */
const defaultConnectionsPerAddress = 200

export interface HubOptions {
  readonly clock: Clock
  readonly source: TelemetryReader
  /** Names this start of the control plane; a `since` of another one is void. */
  readonly epoch: string
  readonly logger: Logger
  readonly connectionsPerAddress?: number
}

export interface Viewer {
  readonly role: Role
  readonly address: string
  /** Last `seq` the viewer has, and the epoch it belongs to. */
  readonly since?: number
  readonly epoch?: string
}

/**
 * Tells every viewer what telemetry tells: numbers the frames, serialises each once, remembers what a returning
 * viewer may have missed. The protocol is described in docs/protocol.md.
 */
export class Hub {
  readonly #options: HubOptions
  readonly #connectionsPerAddress: number
  readonly #sessions = new Set<Session>()
  readonly #perAddress = new Map<string, number>()
  readonly #seconds = new History(keptSeconds)
  readonly #events = new History(keptEvents)
  readonly #cancel: (() => void)[]
  #seq = 0

  constructor(options: HubOptions) {
    const { clock, source, connectionsPerAddress = defaultConnectionsPerAddress } = options
    this.#options = options
    this.#connectionsPerAddress = connectionsPerAddress
    for (const second of source.seconds()) this.#seconds.add(0, JSON.stringify(second))
    for (const event of source.events()) this.#events.add(0, JSON.stringify(event))
    this.#cancel = [
      source.subscribe((update) => this.#broadcast(update)),
      clock.every(pingEveryMs, () => {
        for (const session of this.#sessions) session.ping()
      }),
    ]
  }

  /** Takes over an open socket: says hello, then streams until one side closes. */
  attach(socket: ViewerSocket, viewer: Viewer): void {
    const { clock, logger } = this.#options
    const { address } = viewer
    const connections = (this.#perAddress.get(address) ?? 0) + 1
    const welcome = connections <= this.#connectionsPerAddress
    this.#perAddress.set(address, connections)
    const session = new Session({
      socket,
      clock,
      logger,
      onClosed: () => {
        this.#sessions.delete(session)
        this.#forgetConnection(address)
      },
    })
    this.#sessions.add(session)
    if (!welcome) {
      logger.warn(
        { address, limit: this.#connectionsPerAddress },
        "viewer refused, too many from its address",
      )
      session.close(
        streamCloseCodes.tooManyConnections,
        "too many connections from your address, try again later",
      )
      return
    }
    session.send({ kind: "hello", data: this.#hello(viewer) })
  }

  /** Viewers connected now. */
  watchers(): number {
    let watchers = 0
    for (const session of this.#sessions) if (session.open) watchers++
    return watchers
  }

  /** Of the last frame. */
  seq(): number {
    return this.#seq
  }

  /** Says goodbye to everybody. The hub is of no use afterwards. */
  close(): void {
    for (const cancel of this.#cancel.splice(0)) cancel()
    for (const session of this.#sessions) {
      session.close(streamCloseCodes.goingAway, "the control plane ends")
    }
  }

  #forgetConnection(address: string): void {
    const left = (this.#perAddress.get(address) ?? 1) - 1
    if (left === 0) this.#perAddress.delete(address)
    else this.#perAddress.set(address, left)
  }

  #broadcast(update: TelemetryUpdate): void {
    const seq = ++this.#seq
    const frame = this.#frame(seq, update)
    if (frame === undefined) return
    for (const session of this.#sessions) session.send(frame)
  }

  /** undefined when nobody would see it. */
  #frame(seq: number, update: TelemetryUpdate): OutgoingFrame | undefined {
    switch (update.type) {
      case "state":
        return this.#sessions.size === 0 ? undefined : this.#stateFrame(seq, update.state)
      case "second":
        return this.#kept(seq, "second", this.#seconds, update.second)
      case "event":
        return this.#kept(seq, "event", this.#events, update.event)
      default:
        return update satisfies never
    }
  }

  #stateFrame(seq: number, state: State): OutgoingFrame {
    const frame = { kind: "state", seq, at: this.#options.clock.now(), state: { ...state, seq } }
    return { kind: "state", data: Buffer.from(JSON.stringify(frame)) }
  }

  #kept(
    seq: number,
    kind: "second" | "event",
    history: History,
    content: ChartSecond | TimelineEvent,
  ): OutgoingFrame {
    const json = JSON.stringify(content)
    history.add(seq, json)
    const at = this.#options.clock.now()
    return { kind, data: Buffer.from(`{"kind":"${kind}","seq":${seq},"at":${at},"${kind}":${json}}`) }
  }

  #hello({ role, since, epoch }: Viewer): Buffer {
    const seq = this.#seq
    const resumed = since !== undefined && epoch === this.#options.epoch && this.#reaches(since)
    const head = JSON.stringify({
      kind: "hello",
      seq,
      at: this.#options.clock.now(),
      protocol: protocolVersion,
      role,
      epoch: this.#options.epoch,
      snapshot: { ...this.#options.source.state(), seq },
      resumed,
    })
    const after = resumed ? since : undefined
    // The histories are JSON already; putting them in by hand keeps a thousand hellos cheap.
    return Buffer.from(
      `${head.slice(0, -1)},"seconds":${this.#seconds.after(after)},"events":${this.#events.after(after)}}`,
    )
  }

  #reaches(since: number): boolean {
    return since <= this.#seq && this.#seconds.reaches(since) && this.#events.reaches(since)
  }
}
