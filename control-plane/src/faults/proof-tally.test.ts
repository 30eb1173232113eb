import { expect, test } from "vitest"
import { ProofTally } from "./proof-tally.ts"

const proof = (
  instance: string,
  matched: number,
  injected: number,
  firstInjectedAt: number | null = null,
) => ({
  instance,
  matched,
  injected,
  firstInjectedAt,
})

test("adds up over instances, and over the lives of one instance", () => {
  const tally = new ProofTally()
  expect(tally.actualPercent).toBeNull()
  tally.add([proof("a-1", 10, 3), proof("a-2", 10, 1)])
  tally.add([proof("a-1", 40, 12), proof("a-2", 20, 4)])
  expect(tally.total).toEqual({ matched: 60, injected: 16 })
  // a-1 restarted and counts anew.
  tally.add([proof("a-1", 5, 1)])
  tally.add([proof("a-1", 40, 4)])
  expect(tally.total).toEqual({ matched: 100, injected: 20 })
  expect(tally.actualPercent).toBe(20)
})

test("the earliest effect counts", () => {
  const tally = new ProofTally()
  expect(tally.bitingAfterMs(1000)).toBeNull()
  tally.add([proof("a-1", 1, 1, 1300), proof("a-2", 1, 1, 1120)])
  tally.bit(1500)
  expect(tally.bitingAfterMs(1000)).toBe(120)
})
