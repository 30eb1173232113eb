import type { DependencyState, EdgeState, ServiceState, State } from "@gameday/contract"
import { niceCeil } from "../../charts/strip-model.ts"
import { curve, loop, outlineOf, type Point } from "./ribbon-paths.ts"

/** The drawing's own units: 10 of them are 1em of the topology. */
export const canvas = { width: 1264, height: 392 } as const

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface ServiceNode {
  readonly service: ServiceState
  readonly box: Box
  /** Too low for a row per replica. */
  readonly compact: boolean
  /** Second tries of its calls to others; null when not measured. */
  readonly retriesPerSecond: number | null
}

interface DependencyNode {
  readonly dependency: DependencyState
  readonly box: Box
}

/** One flow: a centre line and a width by requests per second. */
interface Ribbon {
  readonly id: string
  /** Its centre line. */
  readonly path: string
  /** Its outline, where a thick line would fold over itself; null: draw the centre line with the width. */
  readonly outline: string | null
  readonly width: number
  readonly flowing: boolean
  /** Red strand along the lower side; null while nothing fails. */
  readonly strand: { readonly path: string; readonly width: number } | null
  readonly emphasised: boolean
}

export interface EdgeLabel {
  readonly id: string
  readonly edge: EdgeState
  readonly x: number
  /** Baseline of the rate, and of what stands below the ribbon. */
  readonly rateY: number
  readonly noteY: number
  /** The rate stands on the ribbon, not on the ground. */
  readonly inside: boolean
}

export interface Topology {
  readonly entries: readonly ServiceNode[]
  readonly backends: readonly ServiceNode[]
  readonly dependencies: readonly DependencyNode[]
  readonly ribbons: readonly Ribbon[]
  readonly labels: readonly EdgeLabel[]
  /** Requests of all customers in the last second. */
  readonly customersRps: number | null
  readonly customersY: number
}

const columns = {
  customers: 146,
  entry: { x: 236, width: 168, height: 184 },
  backend: { x: 632, width: 414, height: 92 },
  dependency: { x: 1100, width: 162, height: 92 },
} as const
const gap = 8
/** Below this height a tile keeps its room rather than the distance to the next one. */
const comfortable = 36
const ribbonGap = 10
const widest = { customers: 116, edge: 76 } as const
const floorWidth = 2.5
const strandFloor = 4

/** Places everything and draws the flows on one linear scale for the whole picture. */
export function topologyOf(state: State): Topology {
  const entryServices = state.services.filter(({ role }) => role === "entry")
  const backendServices = state.services.filter(({ role }) => role === "backend")
  const entries = stack(entryServices.length, columns.entry, 12).map((box, index) =>
    node(state, at(entryServices, index), box),
  )
  const backends = stack(backendServices.length, columns.backend, gap).map((box, index) =>
    node(state, at(backendServices, index), box),
  )
  const dependencies = stack(state.dependencies.length, columns.dependency, 46).map((box, index) => ({
    dependency: at(state.dependencies, index),
    box,
  }))
  const boxes = new Map<string, Box>([
    ...[...entries, ...backends].map(({ service, box }) => [service.name, box] as const),
    ...dependencies.map(({ dependency, box }) => [dependency.name, box] as const),
  ])
  const customersRps = entryRps(entryServices)
  const edges = state.edges.filter(({ from, to }) => boxes.has(from) && boxes.has(to))
  const widthOf = widthScale(customersRps, edges)
  const routes = routesOf(edges, boxes, widthOf)
  return {
    entries,
    backends,
    dependencies,
    customersRps,
    customersY: canvas.height / 2,
    ribbons: [...customerRibbons(entries, widthOf), ...routes.map(ribbonOf)],
    labels: routes.filter(({ route, edge }) => route === "forward" && edge.rps !== null).map(labelOf),
  }
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new RangeError(`no item ${index} in a list of ${list.length}`)
  return item
}

function node({ edges }: State, service: ServiceState, box: Box): ServiceNode {
  const retries = edges
    .filter(({ from }) => from === service.name)
    .map(({ retriesPerSecond }) => retriesPerSecond)
    .filter((rate) => rate !== null)
  return {
    service,
    box,
    compact: box.height < 80,
    retriesPerSecond: retries.length === 0 ? null : retries.reduce((sum, rate) => sum + rate, 0),
  }
}

/** Boxes of one column, centred; lower when there are many. */
function stack(count: number, column: { x: number; width: number; height: number }, space: number): Box[] {
  if (count === 0) return []
  const between = Math.min(space, Math.max(2, (canvas.height - count * comfortable) / count))
  const height = Math.min(column.height, (canvas.height - 2 - between * (count - 1)) / count)
  const top = (canvas.height - count * height - between * (count - 1)) / 2
  return Array.from({ length: count }, (_, index) => ({
    x: column.x,
    y: top + index * (height + between),
    width: column.width,
    height,
  }))
}

function entryRps(entries: readonly ServiceState[]): number | null {
  const rates = entries.map(({ rps }) => rps).filter((rps) => rps !== null)
  return rates.length === 0 ? null : rates.reduce((sum, rps) => sum + rps, 0)
}

type WidthOf = (rps: number | null) => number

/**
 * Linear, the same for every ribbon: the largest flow, rounded up so that the picture does not breathe with every
 * request, takes the widest ribbon that still fits its tile.
 */
function widthScale(customersRps: number | null, edges: readonly EdgeState[]): WidthOf {
  const busiest = Math.max(0, ...edges.map(({ rps }) => rps ?? 0))
  const perRps = Math.min(
    widest.customers / niceCeil(Math.max(customersRps ?? 0, 50)),
    widest.edge / niceCeil(Math.max(busiest, 30)),
  )
  return (rps) => Math.max(floorWidth, (rps ?? 0) * perRps)
}

interface Route {
  readonly edge: EdgeState
  readonly route: "forward" | "sideways" | "onward"
  readonly from: Point
  readonly to: Point
  readonly width: number
}

/** Where each edge leaves and arrives: leaving ribbons are stacked without touching. */
function routesOf(edges: readonly EdgeState[], boxes: ReadonlyMap<string, Box>, widthOf: WidthOf): Route[] {
  const kindOf = (edge: EdgeState): Route["route"] => {
    const from = boxes.get(edge.from)
    const to = boxes.get(edge.to)
    if (from === undefined || to === undefined || from.x === to.x) return "sideways"
    return from.x === columns.entry.x && to.x === columns.backend.x ? "forward" : "onward"
  }
  return edges.flatMap((edge) => {
    const from = boxes.get(edge.from)
    const to = boxes.get(edge.to)
    if (from === undefined || to === undefined) return []
    const route = kindOf(edge)
    const leaving = edges.filter((other) => other.from === edge.from && kindOf(other) === route)
    const arriving = edges.filter((other) => other.to === edge.to && kindOf(other) === route)
    const width = widthOf(edge.rps)
    const right = { x: from.x + from.width, y: middle(from) + offsetIn(leaving, edge, widthOf) }
    const arrivesAt = middle(to) + (route === "onward" ? offsetIn(arriving, edge, widthOf) : 0)
    const target = { x: route === "sideways" ? to.x + to.width : to.x, y: arrivesAt }
    return [{ edge, route, width, to: target, from: right }]
  })
}

const middle = (box: Box) => box.y + box.height / 2

/** How far from the middle a ribbon sits in a stack of them. */
function offsetIn(ribbons: readonly EdgeState[], edge: EdgeState, widthOf: WidthOf): number {
  const total = ribbons.reduce((sum, { rps }) => sum + widthOf(rps), 0) + ribbonGap * (ribbons.length - 1)
  const before = ribbons.slice(0, ribbons.indexOf(edge))
  const above = before.reduce((sum, { rps }) => sum + widthOf(rps) + ribbonGap, 0)
  return above + widthOf(edge.rps) / 2 - total / 2
}

function customerRibbons(entries: readonly ServiceNode[], widthOf: WidthOf): Ribbon[] {
  return entries.map(({ service, box }) => ({
    id: `customers-${service.name}`,
    path: curve({ x: columns.customers, y: canvas.height / 2 }, { x: box.x, y: middle(box) }),
    outline: null,
    width: widthOf(service.rps),
    flowing: (service.rps ?? 0) > 0,
    strand: null,
    emphasised: false,
  }))
}

function ribbonOf({ edge, route, from, to, width }: Route): Ribbon {
  const draw = route === "sideways" ? loop : curve
  const failing = edge.errorRatio ?? 0
  const strandWidth = Math.max(strandFloor, width * failing)
  const lower = Math.max(width / 2 - strandWidth / 2, 0)
  return {
    id: `${edge.from}-${edge.to}`,
    path: draw(from, to),
    outline: route === "onward" ? outlineOf(from, to, width) : null,
    width,
    flowing: (edge.rps ?? 0) > 0,
    strand:
      failing > 0
        ? { path: draw({ ...from, y: from.y + lower }, { ...to, y: to.y + lower }), width: strandWidth }
        : null,
    emphasised: failing > 0,
  }
}

/** The rate inside a broad ribbon, above a narrow one; what fails below it. */
function labelOf({ edge, to, width }: Route): EdgeLabel {
  const inside = width >= 40
  return {
    id: `${edge.from}-${edge.to}`,
    edge,
    x: to.x - 14,
    rateY: Math.max(24, inside ? to.y + 9 : to.y - width / 2 - 9),
    inside,
    noteY: Math.min(canvas.height - 6, to.y + width / 2 + 25),
  }
}
