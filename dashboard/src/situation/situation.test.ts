import type { State } from "@gameday/contract"
import { expect, test } from "vitest"
import { type SampleWorld, sampleWorld } from "../../testing/sample-world.ts"
import { languages } from "../i18n/i18n.ts"
import { situationOf } from "./situation.ts"

const { en, de } = languages

function kill(world: SampleWorld, instances: 1 | "all" = 1): void {
  world.stage.inject({ kind: "kill", target: { service: "checkout", instances }, params: {} })
}

const withBusiness = (state: State, business: Partial<State["business"]>): State => ({
  ...state,
  business: { ...state.business, ...business },
})

test("healthy and quiet", () => {
  const told = situationOf(sampleWorld().play(20_000), en)
  expect(told).toMatchObject({
    did: null,
    sentence: "Everything is running. The shop is selling.",
    status: "healthy",
    detail: "4 of 4 core services",
  })
})

test("a killed server: what broke, that it goes on, that it heals, and that it was us", () => {
  const world = sampleWorld()
  world.play(20_000)
  kill(world)
  const down = situationOf(world.play(250), en)
  expect(down.sentence).toBe("Checkout lost a server. The shop keeps selling.")
  expect(down.detail).toBe("checkout-2 is not answering")
  expect(down.did).toMatchObject({ kind: "kill", instances: ["checkout-2"] })

  const starting = situationOf(world.play(500), en)
  expect(starting).toMatchObject({ status: "healing", detail: "checkout-2 is starting again" })
  const back = situationOf(world.play(1_000), en)
  expect(back).toMatchObject({ status: "healing", detail: "checkout-2 is back, warming up" })
})

test("the same in German", () => {
  const world = sampleWorld()
  world.play(20_000)
  kill(world)
  expect(situationOf(world.play(250), de).sentence).toBe(
    "Kasse: ein Server ist weg. Der Shop verkauft weiter.",
  )
})

test("nobody says that the shop sells without orders in the last 5 s", () => {
  const state = sampleWorld().play(20_000)
  expect(situationOf(withBusiness(state, { ordersLast5Seconds: 0 }), en).sentence).toBe(
    "Everything is running. No orders for 5 s.",
  )
  expect(situationOf(withBusiness(state, { ordersLast5Seconds: null }), en).sentence).toBe(
    "Everything is running.",
  )
})

test("a load that has just begun is not blamed for having no orders yet", () => {
  const state = sampleWorld().play(2_000)
  expect(situationOf(withBusiness(state, { ordersLast5Seconds: 0 }), en).sentence).toBe(
    "Everything is running.",
  )
})

test("no load", () => {
  expect(situationOf(sampleWorld({ rps: null }).play(2_000), en).sentence).toBe(
    "Everything is running. No load yet.",
  )
})

test("all servers of a service gone", () => {
  const world = sampleWorld()
  world.play(20_000)
  kill(world, "all")
  const told = situationOf(world.play(250), en)
  expect(told.status).toBe("down")
  expect(told.sentence).toMatch(/^Checkout is down\./)
})

test("errors name the service whose calls fail", () => {
  const world = sampleWorld()
  world.play(20_000)
  world.stage.inject({
    kind: "error-rate",
    target: { service: "product", instances: "all" },
    params: { percentage: 30 },
  })
  const told = situationOf(world.play(1_000), en)
  expect(told.status).toBe("degraded")
  expect(told.sentence.replaceAll("\u00a0", " ")).toMatch(/^Product answers 30\.0 % with errors\./)
})

test("slow answers without errors", () => {
  const state = sampleWorld().play(20_000)
  const slow: State = { ...state, load: state.load === null ? null : { ...state.load, p95Ms: 340 } }
  const told = situationOf(slow, en)
  expect(told.sentence).toMatch(/^Answers are slow\./)
  expect(told.status).toBe("degraded")
})

test("a service nobody hears of is unknown, not healthy", () => {
  const state = sampleWorld().play(20_000)
  const silent: State = {
    ...state,
    services: state.services.map((service) =>
      service.name === "user" ? { ...service, status: "unknown" } : service,
    ),
  }
  expect(situationOf(silent, en)).toMatchObject({ status: "unknown", detail: "no measurement for 3 s" })
})
