import { once } from "node:events"
import type { FaultRecord, HelloFrame, State } from "@gameday/contract"
import { afterAll, beforeAll, expect, test } from "vitest"
import WebSocket from "ws"
import { processesOf } from "./processes.ts"
import { eventually, type Stage, startStage } from "./stage.ts"

let stage: Stage
beforeAll(async () => {
  const environment = { GAMEDAY_CLIENT_REQUEST_LIMIT: "1000000", GAMEDAY_IDLE_LOAD_JOURNEY: "shopper" }
  stage = await startStage({ idleLoadRps: 20, environment })
}, 240_000)
afterAll(async () => {
  await stage?.stop()
}, 60_000)

interface Answer {
  readonly at: number
  readonly status: number
}

/** A stranger who tries to log in, again and again: 401 is what the database says, anything above is an outage. */
class Stranger {
  readonly answers: Answer[] = []
  #here = true
  readonly #gone: Promise<void>

  constructor() {
    this.#gone = this.#knock()
  }

  async leave(): Promise<void> {
    this.#here = false
    await this.#gone
  }

  async #knock(): Promise<void> {
    let attempt = 0
    while (this.#here) {
      attempt += 1
      const at = Date.now()
      const { status } = await fetch(`${stage.shopUrl}/api/auth/login`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ username: `stranger${attempt}${at % 1000}`, password: "Secure123!" }),
      })
      this.answers.push({ at, status })
      await new Promise((resume) => setTimeout(resume, 50))
    }
  }
}

async function timeline(): Promise<HelloFrame["events"]> {
  const socket = new WebSocket(`${stage.url.replace("http", "ws")}/api/v1/stream`, {
    headers: { authorization: `Bearer ${stage.operatorToken}` },
  })
  const [message] = await once(socket, "message")
  socket.close()
  return (JSON.parse(String(message)) as HelloFrame).events
}

const shopProcesses = () =>
  processesOf(stage.dataDir)
    .filter(({ command }) => command.includes("shop-services/"))
    .map(({ pid }) => pid)
    .sort((a, b) => a - b)

const database = (state: State) => state.dependencies.find(({ name }) => name === "postgres")?.status
const answersWith = (stranger: Stranger, from: number, isIt: (status: number) => boolean) => () =>
  stranger.answers.slice(from).filter(({ status }) => isIt(status)).length >= 5

test.each(["gone", "silent"])(
  "the database is %s under load: customers hear so, and afterwards orders are confirmed by the very same processes",
  async (mode) => {
    await eventually(
      "orders, and everybody there",
      async () => {
        const now = await stage.state()
        return now.business.ordersTotal > 0 && database(now) === "healthy" && now
      },
      60_000,
    )
    const pids = shopProcesses()
    const stranger = new Stranger()
    await eventually(
      "the stranger is refused",
      answersWith(stranger, 0, (status) => status === 401),
      60_000,
    )

    const fault = {
      kind: "dependency-outage",
      target: { service: "postgres", instances: 1 },
      params: { mode },
    }
    const injectedAt = Date.now()
    const injected = (await (await stage.request("POST", "/api/v1/faults", fault)).json()) as FaultRecord
    expect(injected).toMatchObject({ status: "active", instances: ["postgres"] })
    const from = stranger.answers.length
    await eventually(
      "customers hear of it",
      answersWith(stranger, from, (status) => status >= 500),
      60_000,
    )
    const during = await eventually(
      "the database is shown as down",
      async () => {
        const now = await stage.state()
        return database(now) === "down" && now
      },
      60_000,
    )
    // Whoever still works, works: nobody is taken out of service because of what is away for all of them.
    expect(during.services.filter(({ ready }) => ready === 0)).toEqual([])
    await new Promise((resume) => setTimeout(resume, 4_000))

    const healedAt = Date.now()
    const ordersThen = (await stage.state()).business.ordersTotal
    expect((await stage.request("DELETE", `/api/v1/faults/${injected.id}`)).status).toBe(200)
    const back = stranger.answers.length
    await eventually(
      "the stranger is refused again",
      answersWith(stranger, back, (status) => status === 401),
      60_000,
    )
    await eventually(
      "orders again",
      async () => (await stage.state()).business.ordersTotal > ordersThen,
      60_000,
    )
    await eventually("shown as healthy", async () => database(await stage.state()) === "healthy", 60_000)
    await stranger.leave()

    expect(shopProcesses()).toEqual(pids)
    const events = await timeline()
    const told = events.filter(({ faultId }) => faultId === injected.id).map(({ type }) => type)
    expect(told).toEqual(["fault.injected", "fault.reverted"])
    expect(events.filter(({ type }) => type === "dependency.died" || type === "instance.died")).toEqual([])
    // Whoever was told no was told so by a service that knew it, not by a gateway that had waited long enough (504).
    const outage = stranger.answers.filter(({ at }) => at >= injectedAt && at < healedAt)
    const errors = outage.map(({ status }) => status).filter((status) => status !== 401)
    expect([...new Set(errors)]).toEqual([503])
  },
  300_000,
)
