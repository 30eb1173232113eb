import type { State } from "@gameday/contract"
import { expect, test } from "vitest"
import { sampleWorld } from "../../../testing/sample-world.ts"
import { canvas, topologyOf } from "./topology-model.ts"

const state = sampleWorld().play(5_000)
const ribbon = (of: State, id: string) => {
  const found = topologyOf(of).ribbons.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no ribbon ${id}`)
  return found
}

test("every service and dependency of the state has its place on the canvas", () => {
  const { entries, backends, dependencies } = topologyOf(state)
  expect(entries.map(({ service }) => service.name)).toEqual(["gateway"])
  expect(backends.map(({ service }) => service.name)).toEqual(["product", "user", "checkout", "analytics"])
  expect(dependencies.map(({ dependency }) => dependency.name)).toEqual(["postgres"])
  for (const { box } of [...entries, ...backends, ...dependencies]) {
    expect(box.y).toBeGreaterThanOrEqual(0)
    expect(box.y + box.height).toBeLessThanOrEqual(canvas.height)
  }
})

test("widths are proportional to the rate, on one scale", () => {
  const product = state.edges.find(({ to }) => to === "product")?.rps ?? 0
  const checkout = state.edges.find(({ to }) => to === "checkout")?.rps ?? 1
  const ratio = ribbon(state, "gateway-product").width / ribbon(state, "gateway-checkout").width
  expect(ratio).toBeCloseTo(product / checkout, 5)
})

test("the red strand is the share that fails", () => {
  expect(ribbon(state, "gateway-product").strand).toBeNull()
  const failing: State = {
    ...state,
    edges: state.edges.map((edge) =>
      edge.to === "product" && edge.from === "gateway" ? { ...edge, errorRatio: 0.5 } : edge,
    ),
  }
  const { width, strand } = ribbon(failing, "gateway-product")
  expect(strand?.width).toBeCloseTo(width / 2)
})

test("twelve services still fit, without touching", () => {
  const [product] = state.services.filter(({ name }) => name === "product")
  if (product === undefined) throw new Error("the sample has no product")
  const many = Array.from({ length: 12 }, (_, index) => ({ ...product, name: `s${index}` }))
  const { backends } = topologyOf({ ...state, services: many })
  for (const [index, { box, compact }] of backends.entries()) {
    const next = backends[index + 1]?.box
    expect(compact).toBe(true)
    expect(box.y + box.height).toBeLessThanOrEqual(next?.y ?? canvas.height)
  }
})

test("nothing flows where nothing was measured", () => {
  const idle = sampleWorld({ rps: null }).play(1_000)
  const { ribbons, labels } = topologyOf(idle)
  expect(ribbons.filter(({ flowing }) => flowing)).toEqual([])
  expect(labels).toEqual([])
})

test("an edge to something unknown is left out", () => {
  const edge = { from: "gateway", to: "nowhere", rps: 5, errorRatio: 0, retriesPerSecond: 0, breaker: null }
  expect(topologyOf({ ...state, edges: [edge] }).ribbons.map(({ id }) => id)).toEqual(["customers-gateway"])
})
