import { once } from "node:events"
import { createServer, request, type Server } from "node:http"
import { connect, type Socket } from "node:net"
import type { ErrorBody, FaultRecord, HelloFrame } from "@gameday/contract"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import WebSocket from "ws"
import { isAlive, processesOf } from "./processes.ts"
import { eventually, freePort, type Stage, startStage } from "./stage.ts"

describe("a stage", () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage({ idleLoadRps: 60 })
  }, 120_000)
  afterAll(async () => {
    await stage.stop()
  })

  const error = async (response: Response) => ({
    status: response.status,
    body: (await response.json()) as ErrorBody,
  })
  const kill = { kind: "kill", target: { service: "checkout", instances: 1 }, params: {} }

  test("has four of four core services healthy, and a load that is answered", async () => {
    // Just after the start an instance may still be warming up, for at most 10 s, and on a busy machine be slow for as long.
    const state = await eventually("achieved > 50 RPS, and everybody healthy", async () => {
      const now = await stage.state()
      const healthy = now.services.every(({ status }) => status === "healthy")
      return (now.load?.achievedRps ?? 0) > 50 && healthy && now
    })
    const core = state.services.filter(({ tier }) => tier === "core")
    expect(core.map(({ name, status, ready }) => [name, status, ready])).toEqual([
      ["product", "healthy", 2],
      ["user", "healthy", 2],
      ["checkout", "healthy", 2],
      ["analytics", "healthy", 2],
    ])
    expect(state.load?.errorRatio).toBe(0)
  })

  test("refuses commands without a token, and from a viewer; lets both kinds of token read", async () => {
    const nobody = await error(await fetch(`${stage.url}/api/v1/faults`, { method: "DELETE" }))
    expect([nobody.status, nobody.body.code]).toEqual([401, "unauthenticated"])
    const wrong = await error(await stage.request("GET", "/api/v1/state", undefined, "not-a-token-at-all"))
    expect([wrong.status, wrong.body.code]).toEqual([401, "unauthenticated"])
    for (const [method, path] of [
      ["DELETE", "/api/v1/faults"],
      ["POST", "/api/v1/faults"],
      ["POST", "/api/v1/load"],
      ["DELETE", "/api/v1/load"],
      ["POST", "/api/v1/services/product/restart"],
    ] as const) {
      const viewer = await error(await stage.request(method, path, undefined, stage.viewerToken))
      expect([method, path, viewer.status, viewer.body.code]).toEqual([method, path, 403, "forbidden"])
    }
    expect((await stage.request("GET", "/api/v1/state", undefined, stage.viewerToken)).status).toBe(200)
  })

  test("sets the cookie when the operator link is opened, and works with it", async () => {
    const opened = await fetch(`${stage.url}/ha-dashboard?token=${stage.operatorToken}`, {
      redirect: "manual",
    })
    expect(opened.status).toBe(303)
    expect(opened.headers.get("location")).toBe("/ha-dashboard")
    const cookie = opened.headers.get("set-cookie") ?? ""
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/)
    const state = await fetch(`${stage.url}/api/v1/state`, {
      headers: { cookie: cookie.split(";")[0] ?? "" },
    })
    expect(state.status).toBe(200)
  })

  test("answers no foreign host and no foreign origin", async () => {
    const asked = (headers: Record<string, string>) =>
      new Promise<{ status: number; body: ErrorBody }>((done, failed) => {
        request(`${stage.url}/health`, { headers }, (response) => {
          let text = ""
          response.on("data", (chunk) => (text += chunk))
          response.on("end", () =>
            done({ status: response.statusCode ?? 0, body: JSON.parse(text) as ErrorBody }),
          )
        })
          .on("error", failed)
          .end()
      })
    const host = await asked({ host: "evil.example" })
    expect([host.status, host.body.code]).toEqual([403, "foreign_host"])
    const origin = await asked({ origin: "http://evil.example" })
    expect([origin.status, origin.body.code]).toEqual([403, "foreign_origin"])
    const samePortElsewhere = await asked({ origin: "http://localhost:1" })
    expect([samePortElsewhere.status, samePortElsewhere.body.code]).toEqual([403, "foreign_origin"])
  })

  test("names every problem of a wrong fault at once", async () => {
    const wrong = {
      kind: "latency",
      target: { service: "product" },
      params: { percentage: 200, typo: 1 },
      ttlSeconds: 7200,
    }
    const { status, body } = await error(await stage.request("POST", "/api/v1/faults", wrong))
    expect([status, body.code]).toEqual([400, "validation_failed"])
    expect(body.details?.map(({ path, message }) => `${path} ${message}`).sort()).toEqual([
      '/body/params does not know the field "typo"',
      '/body/params needs the field "delayMs"',
      "/body/params/percentage must be <= 100",
      '/body/target needs the field "instances"',
      "/body/ttlSeconds must be <= 3600",
    ])
  })

  test.each([
    ["an unknown kind", { ...kill, kind: "explode" }, 400, "validation_failed", /explode/],
    [
      "an unknown service",
      { ...kill, target: { service: "warp", instances: 1 } },
      404,
      "unknown_service",
      /product.*checkout/,
    ],
    [
      "a hostile name",
      { ...kill, target: { service: "../../etc", instances: 1 } },
      400,
      "validation_failed",
      /service/,
    ],
    [
      "no instances",
      { ...kill, target: { service: "checkout", instances: 0 } },
      400,
      "validation_failed",
      /instances/,
    ],
  ])("says what would work for %s", async (_, fault, status, code, sentence) => {
    const answer = await error(await stage.request("POST", "/api/v1/faults", fault))
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.body.message).toMatch(sentence)
  })

  test.each([
    ["negative", { kind: "constant", rps: -1 }],
    ["too high", { kind: "constant", rps: 20_001 }],
    ["without an end", { kind: "ramp", fromRps: 0, toRps: 10 }],
    ["lasting no time", { kind: "ramp", fromRps: 0, toRps: 10, durationSeconds: 0 }],
  ])("refuses a load profile that is %s", async (_, profile) => {
    const answer = await error(await stage.request("POST", "/api/v1/load", { profile, journey: "shopper" }))
    expect([answer.status, answer.body.code]).toEqual([400, "validation_failed"])
  })

  test("runs one load at a time, and changes its rate while it runs", async () => {
    const second = await error(
      await stage.request("POST", "/api/v1/load", {
        profile: { kind: "constant", rps: 10 },
        journey: "shopper",
      }),
    )
    expect([second.status, second.body.code]).toEqual([409, "load_already_running"])
    expect((await stage.request("PATCH", "/api/v1/load", { rps: 90 })).status).toBe(200)
    await eventually(
      "achieved near 90",
      async () => Math.abs(((await stage.state()).load?.achievedRps ?? 0) - 90) < 15,
    )
    expect((await stage.request("PATCH", "/api/v1/load", { rps: 60 })).status).toBe(200)
  })

  test("kills the instance its preview named, brings it back, and loses no more customers than the kill itself cost", async () => {
    const preview = (await (await stage.request("POST", "/api/v1/faults/preview", kill)).json()) as {
      hit: string[]
    }
    const [victim] = preview.hit
    const before = (await stage.state()).services.find(({ name }) => name === "checkout")
    const record = (await (
      await stage.request("POST", "/api/v1/faults", { ...kill, expectInstances: preview.hit })
    ).json()) as FaultRecord
    expect(record.instances).toEqual(preview.hit)

    await eventually("a replacement is ready", async () => {
      const now = (await stage.state()).services.find(({ name }) => name === "checkout")
      const instance = now?.instances.find(({ id }) => id === victim)
      const previous = before?.instances.find(({ id }) => id === victim)
      return instance?.ready === true && instance.restarts === (previous?.restarts ?? 0) + 1
    })
    const incident = await eventually("an incident with its times", async () =>
      (await stage.state()).incidents.find(
        ({ instance, recoveredAt }) => instance === victim && recoveredAt !== null,
      ),
    )
    expect(incident.faultId).toBe(record.id)
    expect(incident.recoverySeconds ?? 0).toBeGreaterThan(incident.detectionSeconds ?? 0)
  })

  test.each([
    ["crash", "recovered"],
    ["stop", "healed"],
    ["pause", "healed"],
    ["unready", "healed"],
  ] as const)("%s takes a server away, and it comes back", async (kind, end) => {
    const fault = { kind, target: { service: "analytics", instances: 1 }, params: {} }
    const answer = await stage.request("POST", "/api/v1/faults", fault)
    expect(answer.status).toBe(201)
    const { id, instances } = (await answer.json()) as FaultRecord
    const ready = async () =>
      (await stage.state()).services
        .find(({ name }) => name === "analytics")
        ?.instances.find((instance) => instance.id === instances[0])?.ready
    if (end === "healed") {
      await eventually("it is away", async () => (await ready()) === false)
      expect((await stage.request("DELETE", `/api/v1/faults/${id}`)).status).toBe(200)
    }
    await eventually("it is back", async () => (await ready()) === true)
    await eventually("the fault has ended", async () => {
      const { faults } = (await (await stage.request("GET", "/api/v1/faults")).json()) as {
        faults: FaultRecord[]
      }
      return faults.find((fault) => fault.id === id)?.end === end
    })
  })

  test("slows answers down as asked and heals at once", async () => {
    const slow = {
      kind: "latency",
      target: { service: "product", instances: "all" },
      params: { percentage: 100, delayMs: 300, match: { route: "/api/products" } },
      ttlSeconds: 60,
    }
    const injected = (await (await stage.request("POST", "/api/v1/faults", slow)).json()) as FaultRecord
    await eventually(
      "the slowest tenth takes 300 ms and more",
      async () => ((await stage.state()).load?.p95Ms ?? 0) >= 300,
    )
    const twice = await error(await stage.request("POST", "/api/v1/faults", slow))
    expect([twice.status, twice.body.code]).toEqual([409, "fault_conflict"])

    const healed = await stage.request("DELETE", `/api/v1/faults/${injected.id}`)
    expect(healed.status).toBe(200)
    expect(await healed.json()).toMatchObject({ status: "reverted", actualPercent: 100 })
    const report = await stage.request("DELETE", "/api/v1/faults")
    expect(await report.json()).toMatchObject({ verified: true, residue: [] })
    await eventually("quick again", async () => ((await stage.state()).load?.p95Ms ?? 999) < 300)
  })

  test("scales a service up and down while customers shop", async () => {
    expect((await stage.request("POST", "/api/v1/services/product/scale", { replicas: 3 })).status).toBe(200)
    await eventually("three ready", async () => {
      const service = (await stage.state()).services.find(({ name }) => name === "product")
      return service?.ready === 3 && service.desired === 3
    })
    expect((await stage.request("POST", "/api/v1/services/product/scale", { replicas: 2 })).status).toBe(200)
    await eventually("two left", async () => {
      const service = (await stage.state()).services.find(({ name }) => name === "product")
      return service?.instances.length === 2
    })
    const tooMany = await error(
      await stage.request("POST", "/api/v1/services/product/scale", { replicas: 9 }),
    )
    expect([tooMany.status, tooMany.body.code]).toEqual([400, "validation_failed"])
  })

  test("streams: hello, then what came after `since`", async () => {
    const hello = async (query: string) => {
      const socket = new WebSocket(`${stage.url.replace("http", "ws")}/api/v1/stream${query}`, {
        headers: { authorization: `Bearer ${stage.viewerToken}` },
      })
      const [message] = (await once(socket, "message")) as [Buffer]
      socket.close()
      return JSON.parse(message.toString()) as HelloFrame
    }
    const first = await hello("")
    expect(first).toMatchObject({ kind: "hello", role: "viewer", resumed: false })
    expect(first.seconds.length).toBeGreaterThan(3)
    const again = await hello(`?since=${first.seq}&epoch=${first.epoch}`)
    expect(again.resumed).toBe(true)
    expect(again.seconds.length).toBeLessThan(first.seconds.length)
  })

  test("serves the KPI endpoint from measurements", async () => {
    const { extraPort } = { extraPort: /GAMEDAY_KPI_PORT: (\d+)/.exec(await targetOf(stage))?.[1] }
    const answer = await eventually("fresh KPIs", async () => {
      const response = await fetch(`http://127.0.0.1:${extraPort}/api/v1/analytics/metrics/load-test`)
      return (
        response.ok &&
        ((await response.json()) as { metrics: { requests_per_second: number }; services: object })
      )
    })
    expect(answer.metrics.requests_per_second).toBeGreaterThan(10)
    expect(Object.keys(answer.services)).toEqual(
      expect.arrayContaining(["product", "user", "checkout", "analytics"]),
    )
  })

  async function targetOf({ dataDir }: Stage): Promise<string> {
    const { readFile } = await import("node:fs/promises")
    return readFile(`${dataDir}/target.yaml`, "utf8")
  }
})

describe("the end of a stage", () => {
  test("Ctrl-C ends every process, also under load, with exit code 0", async () => {
    const stage = await startStage({ idleLoadRps: 50 })
    const pids = processesOf(stage.dataDir).map(({ pid }) => pid)
    expect(pids.length).toBeGreaterThan(9)
    const deaf = await deafViewer(stage)
    expect(await stage.stop()).toBe(0)
    deaf.destroy()
    expect(pids.filter(isAlive)).toEqual([])
    expect(processesOf(stage.dataDir)).toEqual([])
    expect(stage.output()).toContain("Everything has ended.")
  }, 120_000)

  test("SIGKILL of the control plane leaves no process behind", async () => {
    const stage = await startStage({ idleLoadRps: 20 })
    const pids = processesOf(stage.dataDir).map(({ pid }) => pid)
    expect(pids.length).toBeGreaterThan(9)
    stage.process.kill("SIGKILL")
    await eventually("no process left", () => pids.every((pid) => !isAlive(pid)))
    expect(processesOf(stage.dataDir)).toEqual([])
    await stage.stop()
  }, 120_000)

  test.each([["GAMEDAY_PORT"], ["the shop's port"]])(
    "a taken port (%s): one sentence, exit code 1, nothing left",
    async (which) => {
      const taken = await occupyPort()
      const failing = await startStageExpectingFailure(
        which === "GAMEDAY_PORT" ? { GAMEDAY_PORT: String(taken.port) } : {},
        which,
        taken.port,
      )
      taken.server.close()
      expect(failing.code).toBe(1)
      expect(failing.output).toContain(String(taken.port))
      expect(failing.output).not.toMatch(/\n\s+at /)
    },
    60_000,
  )
})

/** A viewer that stops reading and never closes: a phone that left the room. */
async function deafViewer({ url, viewerToken }: Stage): Promise<Socket> {
  const { hostname, port, host } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  await once(socket, "connect")
  socket.write(
    [
      "GET /api/v1/stream HTTP/1.1",
      `Host: ${host}`,
      `Authorization: Bearer ${viewerToken}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "\r\n",
    ].join("\r\n"),
  )
  const [answer] = (await once(socket, "data")) as [Buffer]
  expect(answer.toString()).toContain("101 Switching Protocols")
  socket.pause()
  return socket
}

async function occupyPort(): Promise<{ server: Server; port: number }> {
  const port = await freePort()
  const server = createServer().listen(port, "127.0.0.1")
  await once(server, "listening")
  return { server, port }
}

async function startStageExpectingFailure(environment: Record<string, string>, which: string, port: number) {
  const options = which === "GAMEDAY_PORT" ? { environment } : { shopPort: port }
  try {
    const stage = await startStage(options)
    await stage.stop()
    throw new Error("It started although the port is taken")
  } catch (error) {
    const message = String(error)
    return {
      code: Number(/\((\d+)\)/.exec(message)?.[1]),
      output: message.slice(message.indexOf("\n")).split("\n    at ")[0] ?? "",
    }
  }
}
