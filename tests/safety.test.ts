import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync, statSync } from "node:fs"
import { join, resolve } from "node:path"
import { type FaultRecord, type Guard, type HelloFrame, type State, usualGuard } from "@gameday/contract"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import WebSocket from "ws"
import { eventually, type Stage, startStage } from "./stage.ts"

const annasToken = "token-of-anna-for-a-test"
interface AuditLine {
  readonly action: string
}

const root = resolve(import.meta.dirname, "..")

describe("what keeps a stage safe", () => {
  let stage: Stage
  beforeAll(async () => {
    const environment = { GAMEDAY_OPERATOR_TOKENS: `anna:${annasToken}` }
    stage = await startStage({ idleLoadRps: 40, environment })
  }, 120_000)
  afterAll(async () => {
    await stage.stop()
  })

  /** `npx gameday`, in a process of its own. */
  async function gameday(...args: string[]) {
    const child = spawn(process.execPath, [join(root, "cli/gameday.mjs"), ...args], {
      env: { ...process.env, GAMEDAY_DATA_DIR: stage.dataDir, XDG_STATE_HOME: stage.dataDir },
    })
    let out = ""
    child.stdout.on("data", (chunk) => (out += chunk))
    const [code] = (await once(child, "close")) as [number]
    return { code, out }
  }

  const inject = async (fault: object, token?: string) => {
    const answer = await stage.request("POST", "/api/v1/faults", fault, token)
    expect(answer.status).toBe(201)
    return (await answer.json()) as FaultRecord
  }
  const recordOf = async (id: string) => (await stage.state()).faults.find((fault) => fault.id === id)
  const loadIsServed = () =>
    eventually("customers are served", async () => {
      const { load } = await stage.state()
      return (load?.achievedRps ?? 0) > 20 && load?.errorRatio === 0
    })
  const everyRequestFails = {
    kind: "error-rate",
    target: { service: "gateway", instances: "all" },
    params: { percentage: 100 },
  }
  const stopWhen = [{ metric: "availability", belowPercent: 90, forSeconds: 2 }]

  async function timeline() {
    const socket = new WebSocket(`${stage.url.replace("http", "ws")}/api/v1/stream`, {
      headers: { authorization: `Bearer ${stage.viewerToken}` },
    })
    const [message] = (await once(socket, "message")) as [Buffer]
    socket.close()
    return (JSON.parse(message.toString()) as HelloFrame).events
  }

  test("a stop condition ends the fault when availability falls, and the state says why", async () => {
    await loadIsServed()
    const { id } = await inject({ ...everyRequestFails, stopWhen })
    const healed = await eventually("the guard has ended it", async () => {
      const record = await recordOf(id)
      return record?.status === "reverted" && record
    })
    expect(healed).toMatchObject({
      end: "stop-condition",
      stoppedBy: { scope: "fault", condition: stopWhen[0] },
    })
    expect(healed.stoppedBy?.measured).toBeLessThan(90)
    const tripped = (await timeline()).find(({ type }) => type === "guard.tripped")
    expect(tripped).toMatchObject({
      faultId: id,
      data: { metric: "availability", limit: 90, forSeconds: 2, scope: "fault" },
    })
    await loadIsServed()
  })

  test("the stage's guard is the operator's to set, and ends everything", async () => {
    const guard: Guard = { enabled: true, stopWhen: [{ metric: "errors", abovePercent: 20, forSeconds: 2 }] }
    expect(await (await stage.request("GET", "/api/v1/guard")).json()).toEqual({
      ...usualGuard,
      enabled: false,
    })
    expect((await stage.request("PUT", "/api/v1/guard", guard, stage.viewerToken)).status).toBe(403)
    expect((await stage.request("PUT", "/api/v1/guard", { enabled: true })).status).toBe(400)
    const set = await stage.request("PUT", "/api/v1/guard", guard, annasToken)
    expect([set.status, await set.json()]).toEqual([200, guard])
    expect((await stage.state()).guard).toEqual(guard)

    await inject({ kind: "unready", target: { service: "product", instances: 1 }, params: {} })
    await inject(everyRequestFails)
    const ended = await eventually("everything has ended", async () => {
      const faults = (await stage.state()).faults.slice(0, 2)
      return faults.every(({ status }) => status === "reverted") && faults
    })
    expect(ended.map(({ end, stoppedBy }) => [end, stoppedBy?.scope])).toEqual([
      ["stop-condition", "everything"],
      ["stop-condition", "everything"],
    ])
    await stage.request("PUT", "/api/v1/guard", { ...guard, enabled: false })
    await loadIsServed()
  })

  test("npx gameday heals everything from a terminal, and shows the stage", {
    timeout: 120_000,
  }, async () => {
    const file = join(stage.dataDir, "stage.json")
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await inject({
      kind: "latency",
      target: { service: "product", instances: 1 },
      params: { percentage: 10, delayMs: 5 },
    })
    const sick = await gameday("status")
    expect(sick.code).toBe(1)
    expect(sick.out).toMatch(/latency +product-2 +\d+ s left +10 % asked/)
    const { code, out } = await gameday("heal")
    expect([code, out]).toEqual([0, expect.stringMatching(/^Healed 1 fault\. Verified in \d+\.\d s/)])
    expect((await gameday("heal")).out).toMatch(/^Nothing was broken\. Verified/)
    await eventually("all is well", async () => (await gameday("status")).code === 0, 60_000)
    const state = JSON.parse((await gameday("status", "--json")).out) as State
    expect(state.services.map(({ name }) => name)).toContain("checkout")
  })

  test("the audit knows every command: who, from where, what, and how it went", async () => {
    await stage.request("PATCH", "/api/v1/load", { rps: 30 }, annasToken)
    await stage.request("POST", "/api/v1/services/product/scale", { replicas: 9 }, annasToken)
    await stage.request("POST", "/api/v1/services/nobody/restart", undefined, annasToken)
    await stage.request("POST", "/api/v1/services/analytics/restart", undefined, annasToken)
    await stage.request("DELETE", "/api/v1/load", undefined, annasToken)
    await stage.request("DELETE", "/api/v1/load")
    const audit = await eventually("the last entry", () => {
      const lines = readFileSync(join(stage.dataDir, "audit.ndjson"), "utf8").trimEnd().split("\n")
      return lines.at(-1)?.includes("no_load_running") && lines.map((line) => JSON.parse(line) as AuditLine)
    })
    const anna = { role: "operator", name: "anna", address: "127.0.0.1" }
    expect(audit[0]).toMatchObject({ action: "load.start", role: "gameday", outcome: "ok" })
    expect(audit).toContainEqual(expect.objectContaining({ ...anna, action: "guard.change", outcome: "ok" }))
    const steered = audit.filter(({ action }) => /^(load|service)\./.test(action))
    expect(steered.slice(-6)).toMatchObject([
      { ...anna, action: "load.change", outcome: "ok", params: { rps: 30 } },
      { ...anna, action: "service.scale", outcome: "refused", service: "product", params: { replicas: 9 } },
      { ...anna, action: "service.restart", outcome: "refused", service: "nobody" },
      { ...anna, action: "service.restart", outcome: "ok", service: "analytics" },
      { ...anna, action: "load.stop", outcome: "ok" },
      { role: "operator", action: "load.stop", outcome: "refused", reason: expect.stringMatching(/no_load/) },
    ])
    const restarted = (await timeline()).findLast(({ type }) => type === "service.restarted")
    expect(restarted).toMatchObject({ service: "analytics", actor: "anna" })
  })

  test("a stage that has ended is found by nobody", async () => {
    const { dataDir } = stage
    expect(await stage.stop()).toBe(0)
    expect(existsSync(join(dataDir, "stage.json"))).toBe(false)
    expect((await gameday("heal")).code).toBe(2)
  })
})
