import { once } from "node:events"
import { type AddressInfo, createServer, type Socket } from "node:net"
import { afterAll, beforeAll, expect, test } from "vitest"
import { systemClock } from "./clock.ts"
import type { Statement } from "./database.ts"
import type { ServiceDefinition } from "./instance.ts"
import { startTestInstance, type TestServer } from "./testing/instance.ts"
import { startTestPostgres, type TestPostgres } from "./testing/postgres.ts"

const read: Statement = { name: "read", type: "select", table: "visits", text: "select count(*) from visits" }
const write: Statement = {
  name: "write",
  type: "insert",
  table: "visits",
  text: "insert into visits default values returning id",
}

const guestbook: ServiceDefinition = {
  needs: { database: true, discovery: false },
  register(app, { database }) {
    app.get("/visits", () => database.query(read))
    app.post("/visits", () => database.transaction((transaction) => transaction.query(write)))
  },
}

interface Answer {
  readonly status: number
  readonly code: string | undefined
  readonly tookMs: number
}

let postgres: TestPostgres
let server: TestServer

beforeAll(async () => {
  postgres = await startTestPostgres()
  const url = await postgres.createDatabase("guests")
  const schema: Statement = {
    ...write,
    name: "schema",
    text: "create table visits (id bigint generated always as identity)",
  }
  const withSchema: ServiceDefinition = {
    ...guestbook,
    async register(app, context) {
      await context.database.query(schema)
      await guestbook.register(app, context)
    },
  }
  server = await startTestInstance(withSchema, { GAMEDAY_DATABASE_URL: url })
})

afterAll(async () => {
  await server?.instance.stop()
  await postgres?.remove()
})

async function visit(url: string, method: string): Promise<Answer> {
  const startedMs = systemClock.monotonic()
  const answer = await fetch(`${url}/visits`, { method })
  const body = (await answer.json()) as { code?: string }
  return { status: answer.status, code: body.code, tookMs: systemClock.monotonic() - startedMs }
}

/** Twenty customers who ask again and again, and what they were told. */
class Crowd {
  readonly answers: Answer[] = []
  #open = true
  readonly #gone: Promise<unknown>

  constructor(url: string) {
    this.#gone = Promise.all(
      Array.from({ length: 20 }, async (_, customer) => {
        while (this.#open) {
          this.answers.push(await visit(url, customer % 2 === 0 ? "GET" : "POST"))
          await new Promise((resolve) => setTimeout(resolve, 25))
        }
      }),
    )
  }

  /** @returns what was answered since `from`, as statuses with how often each came */
  tally(from = 0): Record<number, number> {
    const counts: Record<number, number> = {}
    for (const { status } of this.answers.slice(from)) counts[status] = (counts[status] ?? 0) + 1
    return counts
  }

  /** Resolves when so many more answers with that status have come. */
  async hears(status: number, times: number): Promise<void> {
    const from = this.answers.length
    await expect.poll(() => this.tally(from)[status] ?? 0, { timeout: 20_000 }).toBeGreaterThan(times)
  }

  async leave(): Promise<void> {
    this.#open = false
    await this.#gone
  }
}

const outages = [
  { how: "killed and started again", begin: () => postgres.crash(), end: () => postgres.start() },
  { how: "frozen and let go on", begin: async () => postgres.freeze(), end: async () => postgres.thaw() },
] as const

test.each(outages)(
  "a database that is $how: honest errors meanwhile, then everything as before",
  async ({ how, begin, end }) => {
    const crowd = new Crowd(server.url)
    await crowd.hears(200, 40)
    await begin()
    const from = crowd.answers.length
    // Long enough for everybody's first question, which may have to wait, and many after it.
    await crowd.hears(503, 400)
    const ready = await fetch(`${server.adminUrl}/health/ready`)
    await end()
    await crowd.hears(200, 200)
    await crowd.leave()

    const meanwhile = crowd.answers.slice(from)
    const refused = meanwhile.filter(({ status }) => status !== 200)
    expect(new Set(refused.map(({ status, code }) => `${status} ${code}`))).toEqual(
      new Set(["503 dependency_unavailable"]),
    )
    // Somebody has to wait to find out that it hangs; those who ask after them do not.
    const waits = refused.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b)
    if (how === "frozen and let go on") {
      expect(waits[Math.floor(waits.length / 2)]).toBeLessThan((waits.at(-1) ?? 0) / 4)
    }
    expect(ready.status).toBe(200)
    expect(crowd.answers.at(-1)?.status).toBe(200)
  },
)

test("a database that takes connections and never answers is not asked by every customer", async () => {
  const sockets = new Set<Socket>()
  let connections = 0
  const deaf = createServer((socket) => {
    connections++
    sockets.add(socket)
    socket.on("error", () => undefined)
  })
  await once(deaf.listen(0, "127.0.0.1"), "listening")
  const { port } = deaf.address() as AddressInfo
  const url = `postgres://shop:secret@127.0.0.1:${port}/shop`
  const lonely = await startTestInstance(guestbook, { GAMEDAY_DATABASE_URL: url })
  const crowd = new Crowd(lonely.url)
  await crowd.hears(503, 600)
  await crowd.leave()
  expect(crowd.tally()).toEqual({ 503: crowd.answers.length })
  expect(connections).toBeLessThan(crowd.answers.length / 10)
  for (const socket of sockets) socket.destroy()
  deaf.close()
  await lonely.instance.stop()
})
