// `npm run audit:orders`: asks the running stage whether an order was lost, doubled, left unpaid or stuck.
// Options: --json (the audit as the API answers it), --settle=<seconds>. Exit code 0: nothing is wrong; 1: something is;
// 2: it could not be found out. A stage elsewhere: GAMEDAY_URL and GAMEDAY_OPERATOR_TOKEN.
import { existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { parseArgs, parseEnv } from "node:util"
import type { ErrorBody, OrderAudit } from "@gameday/contract"
import { secretsFile } from "../compose/secrets.ts"
import { readStageFile } from "../control-plane/src/stage-file.ts"

const root = resolve(import.meta.dirname, "..")
const withinMs = 120_000
const usual = "http://127.0.0.1:3001"

interface StageAddress {
  readonly url: string
  readonly operatorToken: string
}

/** Named by the environment, or running locally from this checkout, or as containers. */
function findStage(): StageAddress {
  const { env } = process
  const local = readStageFile(resolve(root, env.GAMEDAY_DATA_DIR ?? ".gameday"))
  const url = env.GAMEDAY_URL ?? local?.url ?? usual
  const operatorToken = env.GAMEDAY_OPERATOR_TOKEN ?? local?.operatorToken ?? tokenOfContainers()
  if (operatorToken !== undefined) return { url, operatorToken }
  throw new Error("No stage was started here. Start one, or set GAMEDAY_URL and GAMEDAY_OPERATOR_TOKEN.")
}

function tokenOfContainers(): string | undefined {
  const file = secretsFile(process.env.GAMEDAY_COMPOSE_PROJECT ?? "gameday", process.env)
  return existsSync(file) ? parseEnv(readFileSync(file, "utf8")).GAMEDAY_OPERATOR_TOKEN : undefined
}

async function ask({ url, operatorToken }: StageAddress, settle: string | undefined): Promise<OrderAudit> {
  const query = settle === undefined ? "" : `?settleSeconds=${encodeURIComponent(settle)}`
  const answer = await fetch(`${url}/api/v1/order-audit${query}`, {
    headers: { authorization: `Bearer ${operatorToken}` },
    signal: AbortSignal.timeout(withinMs),
  }).catch((error: unknown) => {
    throw new Error(`No stage answers at ${url}. Start one, or set GAMEDAY_URL.`, { cause: error })
  })
  const body: unknown = await answer.json()
  if (!answer.ok) throw new Error((body as ErrorBody).message)
  return body as OrderAudit
}

function inWords({
  told,
  orders,
  confirmedCents,
  takenCents,
  unitsSold,
  offences,
  clean,
  settleSeconds,
}: OrderAudit) {
  const euros = (cents: number) => (cents / 100).toFixed(2)
  const found = offences.filter(({ count }) => count > 0)
  return [
    `Customers were told of ${told.orders} confirmed orders.`,
    `In the databases: ${orders.confirmed} confirmed, ${orders.accepted} accepted and to be paid later, ${orders.underway} under way, ${orders.refused} refused.`,
    `Confirmed: ${euros(confirmedCents)}; taken by the payment provider: ${euros(takenCents)}; ${unitsSold} units sold.`,
    ...found.flatMap(({ kind, count, examples }) => [
      `${kind}: ${count}`,
      ...examples.map(({ what, detail }) => `  ${what}  ${detail}`),
    ]),
    clean
      ? `Nothing lost, nothing doubled, nothing unpaid, nothing below zero (the last ${settleSeconds} s are not judged).`
      : `${found.reduce((sum, { count }) => sum + count, 0)} offences of ${found.length} kinds.`,
  ].join("\n")
}

try {
  const { values } = parseArgs({ options: { json: { type: "boolean" }, settle: { type: "string" } } })
  const audit = await ask(findStage(), values.settle)
  console.log(values.json ? JSON.stringify(audit, null, 2) : inWords(audit))
  process.exitCode = audit.clean ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}
