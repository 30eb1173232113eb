import { randomBytes } from "node:crypto"

/** A source of numbers in [0, 1). */
export type Rng = () => number

/** mulberry32: small, fast, good enough for dice; the same seed gives the same sequence. */
export function seededRng(seed: number): Rng {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * True in that share of the calls. The dice have 2³² sides: one in a million, the smallest share that can be asked for, is
 * 4295 of them, so its error is below 0.01 %.
 *
 * @param percentage 0 to 100
 */
export function happens(dice: Rng, percentage: number): boolean {
  return dice() * 100 < percentage
}

/** Dice nobody seeded. */
export function freshRng(): Rng {
  return seededRng(randomBytes(4).readUInt32LE(0))
}
