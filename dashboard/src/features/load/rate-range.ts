import { niceCeil } from "../../charts/strip-model.ts"

const highestRps = 20_000
const leastRange = 500

/** The slider's right end: room for twice what is asked now, in round numbers. */
export function sliderMax(targetRps: number): number {
  return Math.min(highestRps, Math.max(leastRange, niceCeil(targetRps * 2)))
}

export function sliderStep(max: number): number {
  return Math.max(1, max / 100)
}
