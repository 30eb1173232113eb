import type { DependencyState, EdgeState, ServiceState, State } from "@gameday/contract"
import { behindOrder, worstOf } from "./edge-notes.ts"

/** The drawing's own units: 10 of them are 1em of the topology. */
export const canvas = { width: 1264, height: 392 } as const

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface ServiceNode {
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

export const columns = {
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

/** In front is what belongs to the core or is called by an entry; the others stand behind. */
export function columnsOf({ services, edges }: State) {
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

export function entryNodes(services: readonly ServiceState[]): ServiceNode[] {
  return nodesOf(services, columns.entry, gaps.entry, () => heights.entry)
}

export function frontNodes(services: readonly ServiceState[]): ServiceNode[] {
  return nodesOf(services, columns.backend, gaps.backend, ({ tier }) => heights[tier])
}

function nodesOf(
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

export function behindNodes(
  { dependencies, edges }: State,
  front: readonly ServiceState[],
  hidden: readonly ServiceState[],
): BehindNode[] {
  const all = [
    ...hidden.map((service) => ({ node: { name: service.name, service }, height: heights.service })),
    ...dependencies.map((dependency) => ({
      node: { name: dependency.name, dependency },
      height: heights.dependency,
    })),
  ]
  const order = behindOrder(
    all.map(({ node }) => node.name),
    front.map(({ name }) => name),
    edges,
  )
  const sorted = order.flatMap((name) => all.filter(({ node }) => node.name === name))
  const boxes = stack(
    sorted.map(({ height }) => height),
    columns.behind,
    gaps.behind,
  )
  return sorted.map(({ node }, index) => ({
    ...node,
    box: at(boxes, index),
    trouble: worstOf(edges.filter(({ to }) => to === node.name)),
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
