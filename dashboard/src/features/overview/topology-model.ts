import type { EdgeState, ServiceState, State } from "@gameday/contract"
import { niceCeil } from "../../charts/strip-model.ts"
import { type EdgeNote, notesOf } from "./edge-notes.ts"
import { curve, loop, outlineOf, type Point } from "./ribbon-paths.ts"
import {
  type BehindNode,
  type Box,
  behindNodes,
  canvas,
  columns,
  columnsOf,
  entryNodes,
  frontNodes,
  type ServiceNode,
} from "./topology-columns.ts"

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

const ribbonGap = 10
const widest = { customers: 116, edge: 76 } as const
const floorWidth = 2.5
const strandFloor = 4

/** Places everything and draws the flows on one linear scale for the whole picture. */
export function topologyOf(state: State): Topology {
  const { entryServices, front, hidden } = columnsOf(state)
  const entries = entryNodes(entryServices)
  const backends = frontNodes(front)
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
