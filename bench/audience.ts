import type { FaultKindInfo, FaultRecord, Frame, State, TimelineEvent } from "@gameday/contract"
import { WebSocket } from "ws"
import { sleep, systemClock } from "../control-plane/src/clock.ts"
import { type ProvedStage, whole } from "../tests/proof/breaking.ts"

const patienceMs = 60_000

/** A running stage, seen as the dashboard sees it: commands over HTTP, frames from the socket. */
export class Audience implements ProvedStage {
  readonly #url: string
  readonly #token: string
  readonly #socket: WebSocket
  readonly #listeners = new Set<(frame: Frame, receivedAt: number) => void>()

  static async join(url: string, token: string): Promise<Audience> {
    const socket = new WebSocket(`${url.replace("http", "ws")}/api/v1/stream`, {
      headers: { authorization: `Bearer ${token}` },
    })
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject))
    return new Audience(url, token, socket)
  }

  private constructor(url: string, token: string, socket: WebSocket) {
    this.#url = url
    this.#token = token
    this.#socket = socket
    socket.on("message", (data: Buffer) => {
      const receivedAt = systemClock.now()
      const frame = JSON.parse(data.toString("utf8")) as Frame
      for (const listener of this.#listeners) listener(frame, receivedAt)
    })
  }

  request(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.#url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  async state(): Promise<State> {
    return (await (await this.request("GET", "/api/v1/state")).json()) as State
  }

  async kinds(): Promise<FaultKindInfo[]> {
    const answer = await this.request("GET", "/api/v1/fault-kinds")
    return ((await answer.json()) as { kinds: FaultKindInfo[] }).kinds
  }

  async fault(id: string): Promise<FaultRecord | undefined> {
    return (await this.state()).faults.find((fault) => fault.id === id)
  }

  /** @returns when the frame with the event was here, ms since the epoch */
  heard(wanted: (event: TimelineEvent) => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const cancel = systemClock.after(patienceMs, () => reject(new Error("The event did not come")))
      const listener = (frame: Frame, receivedAt: number) => {
        if (frame.kind !== "event" || !wanted(frame.event)) return
        cancel()
        this.#listeners.delete(listener)
        resolve(receivedAt)
      }
      this.#listeners.add(listener)
    })
  }

  async untilWhole(): Promise<void> {
    const deadline = systemClock.monotonic() + patienceMs
    while (!whole(await this.state())) {
      if (systemClock.monotonic() > deadline) throw new Error("The stage does not become whole")
      await sleep(systemClock, 100)
    }
  }

  leave(): void {
    this.#socket.close()
  }
}
