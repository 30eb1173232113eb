import type { OrderAudit } from "@gameday/contract"
import Fastify from "fastify"
import { expect, test } from "vitest"
import { orderAuditRoutes } from "./order-audit.ts"

const auditAt = (at: number): OrderAudit => ({
  at,
  clean: true,
  settleSeconds: 10,
  told: { orders: 3, cents: 300 },
  orders: { confirmed: 3, accepted: 0, refused: 0, underway: 0 },
  confirmedCents: 300,
  takenCents: 300,
  unitsSold: 3,
  offences: [],
})

test("the last audit is kept for those who only look, and looking audits nothing", async () => {
  const app = Fastify()
  const open: string[] = []
  app.addHook("onRoute", ({ url, config, method }) => {
    if (method === "GET" && (config as { access?: string } | undefined)?.access === "viewer") open.push(url)
  })
  const asked: (number | undefined)[] = []
  orderAuditRoutes(app, {
    auditOrders: async (settleSeconds) => auditAt(1000 + asked.push(settleSeconds)),
  })
  const get = async (path: string): Promise<unknown> =>
    (await app.inject(`/api/v1/order-audit${path}`)).json()
  expect(await get("/last")).toEqual({ audit: null })
  await get("?settleSeconds=30")
  await get("")
  expect(await get("/last")).toEqual({ audit: auditAt(1002) })
  expect(asked).toEqual([30, undefined])
  expect(open).toEqual(["/api/v1/order-audit/last"])
  await app.close()
})
