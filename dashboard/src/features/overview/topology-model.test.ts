import type { EdgeState, State } from "@gameday/contract"
import { expect, test } from "vitest"
import { sampleWorld } from "../../../testing/sample-world.ts"
import { canvas } from "./topology-columns.ts"
import { topologyOf } from "./topology-model.ts"

const state = sampleWorld().play(5_000)
const ribbon = (of: State, id: string) => {
  const found = topologyOf(of).ribbons.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no ribbon ${id}`)
  return found
}

test("every service and dependency of the state has its place on the canvas", () => {
  const { entries, backends, behind } = topologyOf(state)
  expect(entries.map(({ service }) => service.name)).toEqual(["gateway"])
  expect(backends.map(({ service }) => service.name)).toEqual(["product", "user", "checkout", "analytics"])
  expect(behind.map(({ name }) => name)).toEqual(["inventory", "postgres", "payment", "payment-provider"])
  for (const { box } of [...entries, ...backends, ...behind]) {
    expect(box.y).toBeGreaterThanOrEqual(0)
    expect(box.y + box.height).toBeLessThanOrEqual(canvas.height)
  }
})

test("what stands behind keeps its room when there is more of it", () => {
  const world = sampleWorld()
  world.stage.addCache()
  const { behind } = topologyOf(world.play(1_000))
  expect(behind.map(({ name }) => name)).toEqual([
    "inventory",
    "postgres",
    "valkey",
    "payment",
    "payment-provider",
  ])
  for (const [index, { box }] of behind.entries()) {
    expect(box.height).toBeGreaterThan(56)
    expect(box.y + box.height).toBeLessThanOrEqual(behind[index + 1]?.box.y ?? canvas.height)
  }
})

test("a service of the support tier that the entry calls stands in front, and is smaller there", () => {
  const edges = [...state.edges, ...state.edges.slice(0, 1).map((edge) => ({ ...edge, to: "inventory" }))]
  const { backends, behind } = topologyOf({ ...state, edges })
  const height = (name: string) => backends.find(({ service }) => service.name === name)?.box.height ?? 0
  expect(behind.map(({ name }) => name)).not.toContain("inventory")
  expect(height("inventory")).toBeLessThan(height("product"))
})

const withEdge = (to: string, changes: Partial<EdgeState>): State => ({
  ...state,
  edges: state.edges.map((edge) => (edge.to === to ? { ...edge, ...changes } : edge)),
})
const label = (of: State) => {
  const found = topologyOf(of).labels.find(({ id }) => id === "gateway-checkout")
  if (found === undefined) throw new Error("no label")
  return found
}

test("an open circuit is told before the errors it prevents, with its reason, and cuts the ribbon", () => {
  const breakerReason = { failed: 12, calls: 20 }
  const open = withEdge("checkout", {
    breaker: "open",
    breakerReason,
    errorRatio: 0.6,
    fallbacksPerSecond: 2,
  })
  expect(label(open).notes).toEqual(["open", "reason", "fallbacks"])
  expect(ribbon(open, "gateway-checkout").cut).toBe(true)
  expect(label(withEdge("checkout", { breaker: "half-open" })).notes).toEqual(["trying"])
  expect(label(state).notes).toEqual([])
})

test("however much there is to say, it stays on the canvas", () => {
  const everything: Partial<EdgeState> = {
    breaker: "open",
    breakerReason: { failed: 12, calls: 20 },
    retriesPerSecond: 1,
    fallbacksPerSecond: 1,
    rejectedPerSecond: 1,
  }
  for (const { notesTop, notes, rateBottom } of topologyOf({
    ...state,
    edges: state.edges.map((edge) => ({ ...edge, ...everything })),
  }).labels) {
    expect(rateBottom).toBeGreaterThanOrEqual(28)
    expect(notesTop + notes.length * 24).toBeLessThanOrEqual(canvas.height)
  }
})

test("trouble on the way to what stands behind is told there, the worst of it", () => {
  const { behind } = topologyOf(withEdge("payment", { breaker: "open" }))
  expect(behind.find(({ name }) => name === "payment")?.trouble?.from).toBe("checkout")
  expect(behind.find(({ name }) => name === "postgres")?.trouble).toBeNull()
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
  const edges = state.edges.slice(0, 1).map((edge) => ({ ...edge, to: "nowhere" }))
  expect(topologyOf({ ...state, edges }).ribbons.map(({ id }) => id)).toEqual(["customers-gateway"])
})
