import type { DependencyState, EdgeState, ServiceState, State } from "@gameday/contract"
import { niceCeil } from "../../charts/strip-model.ts"
import { behindOrder, type EdgeNote, notesOf, worstOf } from "./edge-notes.ts"
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
}

/** What stands behind the services that customers reach: other services, databases, caches, providers. */
export type BehindNode = (
  | { readonly service: ServiceState; readonly dependency?: never }
  | { readonly dependency: DependencyState; readonly service?: never }
) & {
  readonly name: string
  readonly box: Box
  /** The way to it that is in the worst state; null: all is well. */
  readonly trouble: EdgeState | null
}

/** One flow: a centre line and a width by requests per second. */
interface Ribbon {
  readonly id: string
  /** Its centre line. */
  readonly path: string
  /** Its outline, where a thick line would fold over itself; null: draw the centre line with the width. */
  readonly outline: string | null
  readonly width: number
  /** Dots show its direction; behind the services there is no room for them. */
  readonly flowing: boolean
  /** Red strand along the lower side; null while nothing fails. */
  readonly strand: { readonly path: string; readonly width: number } | null
  readonly emphasised: boolean
  /** The circuit breaker lets nothing through. */
  readonly cut: boolean
}

export interface EdgeLabel {
  readonly id: string
  readonly edge: EdgeState
  /** Right end of every line. */
  readonly x: number
  /** Bottom of the rate, top of what stands below it. */
  readonly rateBottom: number
  readonly notesTop: number
  readonly notes: readonly EdgeNote[]
  /** The rate stands on the ribbon, not on the ground. */
  readonly inside: boolean
}

export interface Topology {
  readonly entries: readonly ServiceNode[]
  readonly backends: readonly ServiceNode[]
  /** From top to bottom. */
  readonly behind: readonly BehindNode[]
  readonly ribbons: readonly Ribbon[]
  readonly labels: readonly EdgeLabel[]
  /** Requests of all customers in the last second. */
  readonly customersRps: number | null
  readonly customersY: number
}

const columns = {
  customers: 132,
  entry: { x: 196, width: 158 },
  backend: { x: 586, width: 396 },
  behind: { x: 1036, width: 190 },
} as const
const heights = { entry: 184, core: 92, support: 60, service: 72, dependency: 62 } as const
const gaps = { entry: 12, backend: 8, behind: 40 } as const
const narrowest = 2
/** Below this height a tile keeps its room rather than the distance to the next one. */
const comfortable = 36
const ribbonGap = 10
const widest = { customers: 116, edge: 76 } as const
const floorWidth = 2.5
const strandFloor = 4

/** Places everything and draws the flows on one linear scale for the whole picture. */
export function topologyOf(state: State): Topology {
  const { entryServices, front, hidden } = columnsOf(state)
  const entries = nodes(entryServices, columns.entry, gaps.entry, () => heights.entry)
  const backends = nodes(front, columns.backend, gaps.backend, ({ tier }) => heights[tier])
  const behind = behindNodes(state, front, hidden)
  const boxes = new Map<string, Box>([
    ...[...entries, ...backends].map(({ service, box }) => [service.name, box] as const),
    ...behind.map(({ name, box }) => [name, box] as const),
  ])
  const customersRps = entryRps(entryServices)
  const edges = state.edges.filter(({ from, to }) => boxes.has(from) && boxes.has(to))
  const widthOf = widthScale(customersRps, edges)
  const routes = routesOf(edges, boxes, widthOf)
  return {
    entries,
    backends,
    behind,
    customersRps,
    customersY: canvas.height / 2,
    ribbons: [...customerRibbons(entries, widthOf), ...routes.map(ribbonOf)],
    labels: routes.filter(({ route, edge }) => route === "forward" && edge.rps !== null).map(labelOf),
  }
}

/** In front is what belongs to the core or is called by an entry; the others stand behind. */
function columnsOf({ services, edges }: State) {
  const entryServices = services.filter(({ role }) => role === "entry")
  const others = services.filter(({ role }) => role === "backend")
  const called = new Set(
    edges.filter(({ from }) => entryServices.some(({ name }) => name === from)).map(({ to }) => to),
  )
  const inFront = others.filter(({ name, tier }) => tier === "core" || called.has(name))
  const front = inFront.length === 0 ? others : inFront
  return { entryServices, front, hidden: others.filter((service) => !front.includes(service)) }
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new RangeError(`no item ${index} in a list of ${list.length}`)
  return item
}

interface Column {
  readonly x: number
  readonly width: number
}

function nodes(
  services: readonly ServiceState[],
  column: Column,
  space: number,
  heightOf: (service: ServiceState) => number,
): ServiceNode[] {
  return stack(services.map(heightOf), column, space).map((box, index) => {
    const service = at(services, index)
    return { service, box, compact: box.height < 80 }
  })
}

function behindNodes(
  { dependencies, edges }: State,
  front: readonly ServiceState[],
  hidden: readonly ServiceState[],
): BehindNode[] {
  const all = [
    ...hidden.map((service) => ({ name: service.name, service, height: heights.service })),
    ...dependencies.map((dependency) => ({
      name: dependency.name,
      dependency,
      height: heights.dependency,
    })),
  ]
  const order = behindOrder(
    all.map(({ name }) => name),
    front.map(({ name }) => name),
    edges,
  )
  const sorted = order.flatMap((name) => all.filter((one) => one.name === name))
  const boxes = stack(
    sorted.map(({ height }) => height),
    columns.behind,
    gaps.behind,
  )
  return sorted.map(({ height: _, ...one }, index) => ({
    ...one,
    box: at(boxes, index),
    trouble: worstOf(edges.filter(({ to }) => to === one.name)),
  }))
}

/** Boxes of one column, centred; lower when there are many. */
function stack(wanted: readonly number[], { x, width }: Column, space: number): Box[] {
  const count = wanted.length
  if (count === 0) return []
  const sum = wanted.reduce((total, height) => total + height, 0)
  const room = canvas.height - 2
  const tight = Math.max(narrowest, Math.min(gaps.backend, canvas.height / count - comfortable))
  const between = Math.max(tight, Math.min(space, (room - sum) / Math.max(1, count - 1)))
  const scale = Math.min(1, (room - between * (count - 1)) / sum)
  let y = (canvas.height - sum * scale - between * (count - 1)) / 2
  return wanted.map((height) => {
    const box = { x, y, width, height: height * scale }
    y += box.height + between
    return box
  })
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
    const right = {
      x: from.x + from.width,
      y: middle(from) + offsetIn(leaving, edge, widthOf, from.height),
    }
    const arrivesAt = middle(to) + (route === "onward" ? offsetIn(arriving, edge, widthOf, to.height) : 0)
    const target = { x: route === "sideways" ? to.x + to.width : to.x, y: arrivesAt }
    return [{ edge, route, width, to: target, from: right }]
  })
}

const middle = (box: Box) => box.y + box.height / 2

/**
 * How far from the middle a ribbon sits in a stack of them; closer together where the tile is too low for all, and never
 * beyond its edge.
 */
function offsetIn(
  ribbons: readonly EdgeState[],
  edge: EdgeState,
  widthOf: WidthOf,
  tileHeight: number,
): number {
  const total = ribbons.reduce((sum, { rps }) => sum + widthOf(rps), 0) + ribbonGap * (ribbons.length - 1)
  const before = ribbons.slice(0, ribbons.indexOf(edge))
  const above = before.reduce((sum, { rps }) => sum + widthOf(rps) + ribbonGap, 0)
  const width = widthOf(edge.rps)
  const offset = (above + width / 2 - total / 2) * Math.min(1, (tileHeight - 8) / total)
  const most = Math.max(0, (tileHeight - 8 - width) / 2)
  return Math.min(most, Math.max(-most, offset))
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
    cut: false,
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
    flowing: route === "forward" && (edge.rps ?? 0) > 0,
    strand:
      failing > 0
        ? { path: draw({ ...from, y: from.y + lower }, { ...to, y: to.y + lower }), width: strandWidth }
        : null,
    emphasised: failing > 0,
    cut: edge.breaker === "open",
  }
}

const lineHeights = { rate: 28, note: 24 } as const

/** The rate inside a broad ribbon, above a narrow one, and a note below it; several notes make a block with the rate. */
function labelOf({ edge, to, width }: Route): EdgeLabel {
  const notes = notesOf(edge)
  const label = { id: `${edge.from}-${edge.to}`, edge, x: to.x - 14, notes }
  if (notes.length > 1) {
    const height = lineHeights.rate + lineHeights.note * notes.length
    const top = Math.min(canvas.height - height, Math.max(0, to.y - height / 2))
    return { ...label, rateBottom: top + lineHeights.rate, notesTop: top + lineHeights.rate, inside: false }
  }
  const inside = width >= 40
  const above = inside ? to.y + lineHeights.rate / 2 : to.y - width / 2 - 4
  return {
    ...label,
    rateBottom: Math.max(lineHeights.rate, above),
    notesTop: Math.min(canvas.height - lineHeights.note, to.y + width / 2 + 4),
    inside,
  }
}
