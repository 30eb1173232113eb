import { once } from "node:events"
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { connect } from "node:net"

/** What to do to one answer: another status, another body. undefined leaves it as it is. */
export type Tampering = (asked: {
  readonly method: string
  readonly path: string
}) => ((body: string) => { status?: number; body: string }) | undefined

/** A stage as somebody sees it when an answer of it is wrong. WebSockets pass through. */
export async function startTamperingProxy(stageUrl: string, tamper: Tampering) {
  const { port: stagePort } = new URL(stageUrl)
  const server = createServer((asked, answer) => {
    const path = new URL(asked.url ?? "/", stageUrl).pathname
    const change = tamper({ method: asked.method ?? "GET", path })
    // What is to be changed has to be readable.
    const headers = { ...asked.headers, ...(change === undefined ? {} : { "accept-encoding": "identity" }) }
    const onward = request(
      { port: stagePort, host: "127.0.0.1", method: asked.method, path: asked.url, headers },
      (given) => void passOn(given, answer, change),
    )
    onward.on("error", () => answer.destroy())
    asked.pipe(onward)
  })
  server.on("upgrade", (asked, socket, head) => {
    const onward = connect(Number(stagePort), "127.0.0.1", () => {
      const lines = asked.rawHeaders.reduce(
        (all, part, index) => all + part + (index % 2 === 0 ? ": " : "\r\n"),
        `${asked.method} ${asked.url} HTTP/1.1\r\n`,
      )
      onward.write(`${lines}\r\n`)
      onward.write(head)
      onward.pipe(socket).pipe(onward)
    })
    onward.on("error", () => socket.destroy())
    socket.on("error", () => onward.destroy())
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function passOn(
  given: IncomingMessage,
  answer: ServerResponse,
  change: ReturnType<Tampering>,
): Promise<void> {
  const { statusCode = 502 } = given
  if (change === undefined) {
    answer.writeHead(statusCode, given.headers)
    given.pipe(answer)
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of given) chunks.push(chunk as Buffer)
  const { status = statusCode, body } = change(Buffer.concat(chunks).toString())
  const { "content-length": _, ...headers } = given.headers
  answer.writeHead(status, headers).end(body)
}
