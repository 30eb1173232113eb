import { once } from "node:events"
import { connect } from "node:net"
import type { TargetDependency } from "@gameday/contract"

/** A question each kind of dependency answers without credentials, and what an answer looks like. */
const questions = {
  // PostgreSQL's startup message. A server that takes sessions asks for a password (R), or refuses this one in its own words
  // (E with a code); one that starts, stops or replays its log refuses everybody, with a code of class 57P.
  database: { ask: startupMessage("postgres"), answers: /^(?:R|E(?!.*C57P))/s },
  // Redis protocol: "+PONG", or "-NOAUTH …", which is an answer too.
  cache: { ask: Buffer.from("PING\r\n"), answers: /^[+-]/ },
  provider: { ask: Buffer.from("GET / HTTP/1.0\r\n\r\n"), answers: /^HTTP\// },
} as const satisfies Record<TargetDependency["kind"], { ask: Buffer; answers: RegExp }>

/** Length, protocol 3.0, then names and values, each ended by a zero byte. */
function startupMessage(user: string): Buffer {
  const words = Buffer.from(`user\0${user}\0\0`)
  const head = Buffer.alloc(8)
  head.writeInt32BE(head.length + words.length, 0)
  head.writeInt32BE(196_608, 4)
  return Buffer.concat([head, words])
}

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
