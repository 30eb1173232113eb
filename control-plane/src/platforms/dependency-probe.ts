import { once } from "node:events"
import { connect } from "node:net"
import type { TargetDependency } from "@gameday/contract"

/** A question each kind of dependency answers without credentials, and what an answer looks like. */
const questions = {
  // PostgreSQL's SSLRequest (length 8, code 80877103): a server that can fork a session answers "S" or "N".
  database: { ask: Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]), answers: /^[SN]/ },
  // Redis protocol: "+PONG", or "-NOAUTH …", which is an answer too.
  cache: { ask: Buffer.from("PING\r\n"), answers: /^[+-]/ },
  provider: { ask: Buffer.from("GET / HTTP/1.0\r\n\r\n"), answers: /^HTTP\// },
} as const satisfies Record<TargetDependency["kind"], { ask: Buffer; answers: RegExp }>

/** True when something at that address speaks the protocol of its kind now. */
export async function answers(
  kind: TargetDependency["kind"],
  address: { readonly host: string; readonly port: number },
  withinMs: number,
): Promise<boolean> {
  const { ask, answers: expected } = questions[kind]
  const socket = connect(address)
  try {
    const signal = AbortSignal.timeout(withinMs)
    await once(socket, "connect", { signal })
    socket.write(ask)
    const [data] = (await once(socket, "data", { signal })) as [Buffer]
    return expected.test(data.toString("latin1"))
  } catch {
    // Refused, reset, too late: each of them is the answer "no".
    return false
  } finally {
    socket.destroy()
  }
}
