import Fastify from "fastify"
import { describe, expect, test } from "vitest"
import { access } from "./plugins/access.ts"
import { docs } from "./plugins/docs.ts"
import { errors } from "./plugins/errors.ts"
import { viewerLinkRoutes } from "./routes/viewer-link.ts"
import { type ViewerLink, viewerLinkOf } from "./viewer-link.ts"

const viewerToken = "viewer-token-of-a-test"
const operatorToken = "operator-token-of-a-test"
const addresses = ["192.0.2.7"]

describe("the link for the audience", () => {
  const link = (host: string, asked: string, publicHosts: string[] = [], inContainer = false) =>
    viewerLinkOf(
      { host, publicHosts, viewerToken, inContainer },
      { protocol: "http", host: asked },
      addresses,
    )
  const urlOf = (authority: string) => `http://${authority}/ha-dashboard?token=${viewerToken}`

  test("has the name under which the operator's browser reached the stage", () => {
    expect(link("0.0.0.0", "stage.example:3001")).toEqual({
      url: urlOf("stage.example:3001"),
      reach: "network",
      addresses: [],
    })
  })

  test.each([
    ["the address it listens on", "192.0.2.7", "127.0.0.1:3001", [], "192.0.2.7:3001"],
    ["an IPv6 address in brackets", "2001:db8::7", "localhost:3001", [], "[2001:db8::7]:3001"],
    [
      "the first name others know",
      "0.0.0.0",
      "[::1]:80",
      ["control-plane", "stage.example"],
      "stage.example",
    ],
  ] as const)("or else, behind loopback, %s", (_, host, asked, publicHosts, authority) => {
    expect(link(host, asked, [...publicHosts])).toMatchObject({ url: urlOf(authority), reach: "network" })
  })

  test("says why phones cannot open it, and which addresses this machine has", () => {
    const url = urlOf("127.0.0.1:3001")
    expect(link("127.0.0.1", "127.0.0.1:3001")).toEqual({ url, reach: "this-machine", addresses })
    expect(link("0.0.0.0", "127.0.0.1:3001")).toEqual({ url, reach: "unnamed", addresses })
    expect(link("0.0.0.0", "127.0.0.1:3001", ["control-plane"], true)).toEqual({
      url,
      reach: "container",
      addresses: [],
    })
  })
})

describe("GET /api/v1/viewer-link", () => {
  async function server() {
    const app = Fastify()
    const options = { operatorToken, viewerToken, namedOperators: [], host: "127.0.0.1", publicHosts: [] }
    errors(app)
    await access(app, options)
    await docs(app, { version: "0" })
    viewerLinkRoutes(app, { access: options, telemetry: { state: () => ({ platform: "local" }) } })
    return app
  }
  const ask = async (token: string) =>
    (await server()).inject({
      url: "/api/v1/viewer-link",
      headers: { host: "127.0.0.1:3001", authorization: `Bearer ${token}` },
    })

  test("tells the operator, and says that the link is not to be kept", async () => {
    const answer = await ask(operatorToken)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers["cache-control"]).toBe("no-store")
    expect(answer.json<ViewerLink>()).toMatchObject({
      url: `http://127.0.0.1:3001/ha-dashboard?token=${viewerToken}`,
      reach: "this-machine",
    })
  })

  test("refuses viewers and strangers, without a word of the link", async () => {
    for (const [token, status] of [
      [viewerToken, 403],
      ["not-a-token-at-all", 401],
    ] as const) {
      const answer = await ask(token)
      expect(answer.statusCode).toBe(status)
      expect(answer.body).not.toContain("token=")
    }
  })

  test("is described in the OpenAPI document", async () => {
    const app = await server()
    await app.ready()
    expect(app.swagger().paths?.["/api/v1/viewer-link"]?.get?.summary).toMatch(/^The read-only link/)
  })
})
