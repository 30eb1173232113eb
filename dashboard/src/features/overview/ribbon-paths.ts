export interface Point {
  readonly x: number
  readonly y: number
}

/** From left to right, level at both ends. */
export function curve(from: Point, to: Point): string {
  const half = round((from.x + to.x) / 2)
  return `M${round(from.x)} ${round(from.y)}C${half} ${round(from.y)} ${half} ${round(to.y)} ${round(to.x)} ${round(to.y)}`
}

/** A ribbon over a short and steep way: as high as it is wide at both ends. */
export function outlineOf(from: Point, to: Point, width: number): string {
  const half = width / 2
  const there = curve({ ...from, y: from.y - half }, { ...to, y: to.y - half })
  const back = curve({ ...to, y: to.y + half }, { ...from, y: from.y + half })
  return `${there}L${back.slice(1)}Z`
}

/** From one tile to another of the same column: a bow on their right side. */
export function loop(from: Point, to: Point): string {
  const out = round(from.x + 46)
  return `M${round(from.x)} ${round(from.y)}C${out} ${round(from.y)} ${out} ${round(to.y)} ${round(to.x)} ${round(to.y)}`
}

const round = (value: number) => Math.round(value * 10) / 10
