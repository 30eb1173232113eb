import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { type Checklist, type ChecklistItem, checklistItems, type RunRecord } from "@gameday/contract"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { eventually, type Stage, startStage } from "./stage.ts"
import { startTamperingProxy, type Tampering } from "./tampering-proxy.ts"

const patienceMs = 300_000

/** Nothing breaks in it; three seconds. */
const uneventful = `
name: uneventful
title: { en: Nothing happens, de: Nichts geschieht }
description: { en: Customers are served, de: Kunden werden bedient }
load: { profile: { kind: constant, rps: 20 }, journey: shopper }
steadyState: { that: [healthy-core = 4], forSeconds: 1, withinSeconds: 60 }
sections:
  - id: only
    title: { en: Look, de: Schaut }
    seconds: 3
    steps:
      - { id: say, narrate: { en: They are served, de: Sie werden bedient } }
expectations:
  - { id: served, title: { en: Served, de: Bedient }, that: availability >= 1 }
`

/** Stands where Grafana would: silent, or with a panel that has something to show or not. */
async function standInGrafana() {
  let shows: string | undefined
  const server = createServer((asked, answer) => {
    if (shows === undefined) return answer.writeHead(503).end()
    const panel = (name: string, text: string) =>
      `<section data-testid="data-testid Panel header ${name}"><h2>${name}</h2><p>${text}</p></section>`
    return answer
      .writeHead(200, { "content-type": "text/html" })
      .end(asked.url === "/api/health" ? "" : panel("Requests per second", "80") + panel("Errors", shows))
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: (text: string | undefined) => {
      shows = text
    },
    close: () => server.close(),
  }
}

describe("the demo checklist in a real browser, on a real stage", () => {
  let stage: Stage
  let grafana: Awaited<ReturnType<typeof standInGrafana>>
  beforeAll(async () => {
    grafana = await standInGrafana()
    stage = await startStage({ idleLoadRps: 80, environment: { GAMEDAY_GRAFANA_URL: grafana.url } })
  }, 120_000)
  afterAll(async () => {
    await stage.stop()
    grafana.close()
  })

  /** What `npm run checklist` ends with, and what the stage then knows. */
  async function look(items: readonly ChecklistItem[] = [], url = stage.url) {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, "../cli/gameday.mjs"), "checklist", ...items],
      {
        env: {
          ...process.env,
          GAMEDAY_URL: url,
          GAMEDAY_OPERATOR_TOKEN: stage.operatorToken,
          GAMEDAY_SHOP_URL: stage.shopUrl,
        },
      },
    )
    let out = ""
    child.stdout.on("data", (chunk: Buffer) => (out += chunk))
    child.stderr.on("data", (chunk: Buffer) => (out += chunk))
    const [code] = (await once(child, "close")) as [number]
    const answer = await stage.request("GET", "/api/v1/checklist", undefined, stage.viewerToken)
    const { ok, running, results } = (await answer.json()) as Checklist
    const looked = results.filter(({ item }) => items.length === 0 || items.includes(item))
    return { code, out, ok, running, looked }
  }

  /** These items are red, each for the reason given, and the green ones are not. */
  async function expectRed(
    reasons: Partial<Record<ChecklistItem, RegExp>>,
    { url, green = [] }: { url?: string; green?: readonly ChecklistItem[] } = {},
  ) {
    const items = checklistItems.filter((item) => item in reasons || green.includes(item))
    const { code, out, ok, looked } = await look(items, url)
    expect(
      looked.map(({ item, status }) => [item, status]),
      out,
    ).toEqual(items.map((item) => [item, item in reasons ? "failed" : "passed"]))
    for (const { item, reason } of looked) expect(reason ?? "", item).toMatch(reasons[item] ?? /^$/)
    expect([code, ok]).toEqual([1, false])
  }

  /** The stage asks every ten seconds. */
  const grafanaSeen = (wanted: boolean) =>
    eventually("the stage has looked for Grafana", async () =>
      (await stage.state()).companions.some(({ reachable }) => reachable === wanted),
    )

  test("passes on a healthy stage, and skips with a reason what cannot apply", {
    timeout: patienceMs,
  }, async () => {
    const started = await stage.request("POST", "/api/v1/runs", { source: uneventful })
    const { run } = (await started.json()) as RunRecord
    await eventually(
      "the run has ended",
      async () =>
        ((await (await stage.request("GET", `/api/v1/runs/${run.id}`)).json()) as RunRecord).run.endedAt !==
        null,
      120_000,
    )
    const { code, out, ok, running, looked } = await look()
    const skipped = ["grafana-live", "reset-leaves-clean-stage"]
    expect(
      looked.map(({ item, status }) => [item, status]),
      out,
    ).toEqual(checklistItems.map((item) => [item, skipped.includes(item) ? "skipped" : "passed"]))
    for (const { item, reason } of looked) {
      expect(reason, item).toEqual(skipped.includes(item) ? expect.stringMatching(/\w{3}/) : null)
    }
    expect([code, ok, running]).toEqual([0, true, false])
    expect(out).toContain("9 passed, 0 failed, 2 skipped")
    const metrics = await (await stage.request("GET", "/metrics")).text()
    expect(metrics).toContain('demo_check_ok{check="load-above-50"} 1')
    expect(metrics).not.toContain("grafana-live")
  })

  test("is red where the stage lies or shows it badly", { timeout: patienceMs }, async () => {
    grafana.show("No data")
    await grafanaSeen(true)
    const proxy = await startTamperingProxy(stage.url, spoilt)
    try {
      await expectRed(
        {
          "dashboard-loads": /console.*gone\.js/,
          "grafana-live": /No panel.*Errors/,
          "fault-seen-and-healed": /seen on the screen/,
          "heal-everything-leaves-nothing": /Nothing is left.*latency on product-1/,
          "report-downloads": /The download succeeds|event "download"/,
          "text-readable": /24 px.*kpi-rps has 12 px/,
          "recording-available": /journal is whole/,
        },
        { url: proxy.url },
      )
    } finally {
      proxy.close()
    }
  })

  test("is red when a core service is gone and nobody buys", { timeout: patienceMs }, async () => {
    const stop = { kind: "stop", target: { service: "user", instances: "all" }, params: {}, ttlSeconds: 280 }
    expect((await stage.request("POST", "/api/v1/faults", stop)).status).toBe(201)
    await stage.request("DELETE", "/api/v1/load")
    grafana.show("0.00 %")
    await expectRed(
      {
        "core-services-healthy": /user is \w+, 0 of 2 ready/,
        "load-above-50": /A load is running/,
        "login-rate-limit-validation": /can register/,
        "reset-leaves-clean-stage": /demo account/,
      },
      { green: ["grafana-live"] },
    )
  })
})

const badStyle = `
[data-testid="kpi-rps"] { font-size: 12px !important }
[data-testid="active-fault"] { display: none }
`

/** Every answer that these items stand on, wrong in its own way. */
const spoilt: Tampering = ({ method, path }) => {
  if (method === "DELETE" && path === "/api/v1/faults") {
    return (body) => ({
      body: JSON.stringify({ ...JSON.parse(body), verified: false, residue: ["latency on product-1"] }),
    })
  }
  if (/\/runs\/.+\/report$/.test(path)) return (body) => ({ status: 500, body })
  if (path.endsWith("/journal")) return (body) => ({ body: body.slice(0, body.length / 2) })
  if (path.endsWith(".css")) return (body) => ({ body: body + badStyle })
  if (path === "/ha-dashboard") {
    return (body) => ({
      body: body.replace("</head>", '<script src="/ha-dashboard/assets/gone.js"></script></head>'),
    })
  }
  return undefined
}
