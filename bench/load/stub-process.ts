import { type ChildProcess, fork } from "node:child_process"

export type StubCommand = { readonly type: "stall"; readonly ms: number } | { readonly type: "take" }

export interface Taken {
  /** When each request came, ms since the epoch. */
  readonly arrivals: readonly number[]
  /** How many by path. */
  readonly paths: Readonly<Record<string, number>>
}

export type StubReply =
  | { readonly type: "listening"; readonly port: number }
  | ({ readonly type: "taken" } & Taken)

/** The stub server's process. */
export class Stub {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  /** @param port 0: any free one */
  static async start(port = 0): Promise<Stub> {
    const child = fork(new URL("./stub.ts", import.meta.url), [String(port)], { execArgv: [] })
    const reply = await nextReply(child, "listening")
    return new Stub(child, reply.port)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Answers nothing for so long, then everything. */
  stall(ms: number): void {
    this.#child.send({ type: "stall", ms } satisfies StubCommand)
  }

  /** What came since the last call. */
  take(): Promise<Taken> {
    const reply = nextReply(this.#child, "taken")
    this.#child.send({ type: "take" } satisfies StubCommand)
    return reply
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once("exit", resolve))
    this.#child.kill("SIGKILL")
    await gone
  }
}

function nextReply<T extends StubReply["type"]>(
  child: ChildProcess,
  type: T,
): Promise<Extract<StubReply, { type: T }>> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error("The stub server is gone"))
    child.once("exit", onExit)
    child.once("message", (reply: StubReply) => {
      child.off("exit", onExit)
      if (reply.type === type) resolve(reply as Extract<StubReply, { type: T }>)
      else reject(new Error(`The stub server said ${reply.type}, not ${type}`))
    })
  })
}
