import { once } from "node:events"
import { type AddressInfo, createServer, type Server, type Socket } from "node:net"

/** A TCP server that speaks as much of the Redis protocol as a cache needs, and can be taken away. */
export class FakeValkey {
  connections = 0
  commands = 0
  readonly port: number
  readonly #values = new Map<string, string>()
  readonly #sockets = new Set<Socket>()
  #unanswered: (() => void)[] | undefined
  #server: Server

  static async start(): Promise<FakeValkey> {
    const server = createServer()
    await once(server.listen(0, "127.0.0.1"), "listening")
    return new FakeValkey(server)
  }

  private constructor(server: Server) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
    server.on("connection", (socket) => this.#serve(socket))
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** From now on it takes connections and commands and answers none. */
  freeze(): void {
    this.#unanswered ??= []
  }

  /** Answers what it was asked meanwhile, and goes on. */
  thaw(): void {
    const unanswered = this.#unanswered ?? []
    this.#unanswered = undefined
    for (const answer of unanswered) answer()
  }

  /** Connections break, and new ones are refused. */
  async stop(): Promise<void> {
    const closed = once(this.#server, "close")
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  async startAgain(): Promise<void> {
    this.#server = createServer((socket) => this.#serve(socket))
    await once(this.#server.listen(this.port, "127.0.0.1"), "listening")
  }

  #serve(socket: Socket): void {
    this.connections++
    this.#sockets.add(socket)
    socket.on("error", () => undefined)
    socket.on("close", () => this.#sockets.delete(socket))
    socket.on("data", (data) => {
      for (const words of commandsIn(data.toString())) {
        this.commands++
        const answer = () => void socket.write(this.#answer(words))
        if (this.#unanswered === undefined) answer()
        else this.#unanswered.push(answer)
      }
    })
  }

  #answer([command = "", key = "", value = ""]: string[]): string {
    switch (command.toLowerCase()) {
      case "get": {
        const found = this.#values.get(key)
        return found === undefined ? "$-1\r\n" : `$${Buffer.byteLength(found)}\r\n${found}\r\n`
      }
      case "set":
        this.#values.set(key, value)
        return "+OK\r\n"
      case "ping":
        return "+PONG\r\n"
      case "info":
        return "$9\r\nloading:0\r\n"
      default:
        return "+OK\r\n"
    }
  }
}

/** Arrays of bulk strings: *2\r\n$3\r\nGET\r\n$1\r\nk\r\n. Clients send each command in one piece. */
function commandsIn(text: string): string[][] {
  return text
    .split(/\*\d+\r\n(?=\$)/)
    .slice(1)
    .map((command) => command.split("\r\n").filter((_, index) => index % 2 === 1))
}
