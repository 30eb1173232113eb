import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:http"
import { join } from "node:path"
import { type OrderAudit, type OrderOffenceKind, orderOffences } from "@gameday/contract"
import { expect, test } from "vitest"
import { freePort } from "./stage.ts"

/* The script alone: a stage that answers what the test wants, asked as `npm run audit:orders` asks. */
const script = join(import.meta.dirname, "../tools/audit-orders.ts")
const token = "operator-token-of-a-test"

function auditWith(offence?: OrderOffenceKind): OrderAudit {
  const example = { what: "order-7", detail: "told: confirmed; in the database: not there" }
  return {
    at: 1_764_320_400_000,
    clean: offence === undefined,
    settleSeconds: 10,
    told: { orders: 12, cents: 1200 },
    orders: { confirmed: 12, accepted: 1, refused: 2, underway: 0 },
    confirmedCents: 1200,
    takenCents: 1200,
    unitsSold: 13,
    offences: orderOffences.map((kind) =>
      kind === offence ? { kind, count: 1, examples: [example] } : { kind, count: 0, examples: [] },
    ),
  }
}

async function stageThat(status: number, body: object) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
  })
  const port = await freePort()
  server.listen(port, "127.0.0.1")
  await once(server, "listening")
  return { url: `http://127.0.0.1:${port}`, asked, close: () => server.close() }
}

async function run(url: string, ...options: string[]) {
  const child = spawn(process.execPath, [script, ...options], {
    env: { ...process.env, GAMEDAY_URL: url, GAMEDAY_OPERATOR_TOKEN: token },
  })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk))
  const [code] = (await once(child, "close")) as [number]
  return { code, output }
}

test("nothing wrong: 0, in words", async () => {
  const stage = await stageThat(200, auditWith())
  const { code, output } = await run(stage.url, "--settle=30")
  stage.close()
  expect(stage.asked).toEqual([`GET /api/v1/order-audit?settleSeconds=30 Bearer ${token}`])
  expect(code).toBe(0)
  expect(output).toContain("told of 12 confirmed orders")
  expect(output).toContain("Nothing lost, nothing doubled")
})

test("an offence: 1, and it is named", async () => {
  const stage = await stageThat(200, auditWith("lost"))
  const { code, output } = await run(stage.url)
  stage.close()
  expect(code).toBe(1)
  expect(output).toMatch(/lost: 1\n +order-7 .*not there/)
})

test("as JSON it is what the API answers", async () => {
  const stage = await stageThat(200, auditWith("unpaid"))
  const { code, output } = await run(stage.url, "--json")
  stage.close()
  expect([code, JSON.parse(output)]).toEqual([1, auditWith("unpaid")])
})

test.each([
  ["a stage that cannot audit", 422, "The target does not say where its orders are kept."],
  ["a database that is away", 502, "The orders cannot be audited: it could not be read."],
])("%s: 2, and why", async (_, status, message) => {
  const stage = await stageThat(status, { code: "platform_failed", message })
  const { code, output } = await run(stage.url)
  stage.close()
  expect([code, output.trim()]).toEqual([2, message])
})

test("no stage at all: 2, and what to do", async () => {
  const { code, output } = await run(`http://127.0.0.1:${await freePort()}`)
  expect(code).toBe(2)
  expect(output).toContain("Start one")
})
