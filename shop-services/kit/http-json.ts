import { Agent, request } from "node:http"

/** An HTTP call between our own processes that got an answer. */
export interface JsonAnswer {
  readonly status: number
  readonly body: unknown
}

export interface JsonCall {
  readonly method?: "GET" | "POST"
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  readonly timeoutMs: number
}

const maxAnswerBytes = 4 * 1024 * 1024
export const maxSocketsPerAddress = 32
/** node:http is there anyway; a client library would cost every process memory for a few small calls. */
const agent = new Agent({ keepAlive: true, maxSockets: maxSocketsPerAddress, timeout: 30_000 })

/**
 * Sends a request and reads its JSON answer, whatever the status.
 *
 * @throws Error when there is no whole JSON answer within `timeoutMs`
 */
export async function callJson(call: JsonCall): Promise<JsonAnswer> {
  const { status, text } = await exchange(call)
  try {
    return { status, body: text === "" ? null : JSON.parse(text) }
  } catch (cause) {
    throw new Error("the answer is not JSON", { cause })
  }
}

function exchange({ method = "GET", url, headers = {}, body, timeoutMs }: JsonCall) {
  const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const outgoing = request(url, {
      method,
      agent,
      headers: {
        ...headers,
        ...(payload === undefined
          ? {}
          : { "content-type": "application/json", "content-length": payload.byteLength }),
      },
    })
    const deadline = setTimeout(() => {
      outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`))
    }, timeoutMs)
    const fail = (error: Error) => {
      clearTimeout(deadline)
      reject(error)
    }
    outgoing.on("error", fail)
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = []
      let size = 0
      incoming.on("data", (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.byteLength
        if (size > maxAnswerBytes) outgoing.destroy(new Error("the answer is too large"))
      })
      incoming.on("error", fail)
      incoming.on("end", () => {
        clearTimeout(deadline)
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") })
      })
    })
    outgoing.end(payload)
  })
}

/** True when the connection failed (refused, reset, no route), false when the answer was late or not JSON. */
export function isConnectionError(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    /^E[A-Z]+$/.test(error.code)
  )
}
