import type { LoadPreview } from "../../api/client.ts"
import { niceCeil } from "../../charts/strip-model.ts"

export interface Curve {
  /** In a box of `width` × `height`. */
  readonly line: string
  readonly area: string
  readonly maxRps: number
  readonly lowestRps: number
  readonly highestRps: number
  readonly lastSeconds: number
}

/** The planned rates as a line from zero up; the box ends at the next round number. */
export function curveOf(points: LoadPreview["points"], width: number, height: number): Curve | null {
  const last = points.at(-1)
  if (last === undefined || points.length < 2) return null
  const rates = points.map(({ rps }) => rps)
  const highestRps = Math.max(...rates)
  const maxRps = niceCeil(highestRps)
  const span = Math.max(last.elapsedSeconds, 1e-9)
  const steps = points.map(({ elapsedSeconds, rps }) => {
    const x = (elapsedSeconds / span) * width
    const y = height - (rps / maxRps) * height
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  })
  const line = `M${steps.join("L")}`
  return {
    line,
    area: `${line}L${width} ${height}L0 ${height}Z`,
    maxRps,
    lowestRps: Math.min(...rates),
    highestRps,
    lastSeconds: last.elapsedSeconds,
  }
}
