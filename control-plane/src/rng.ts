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

/** A seed nobody chose, for when nobody does. */
export function freshSeed(): number {
  return randomBytes(4).readUInt32LE(0)
}

/** A short random name such as "k3f9a2q7", unique enough for one stage. */
export function freshId(): string {
  return randomBytes(8).readBigUInt64LE(0).toString(36).padStart(8, "0").slice(0, 8)
}
