import { expect, test } from "vitest"
import { FakeClock } from "./fake-clock.ts"

test("calls what falls due in order, each at its own time", () => {
  const clock = new FakeClock(1000)
  const calls: [string, number][] = []
  clock.after(30, () => calls.push(["late", clock.now()]))
  clock.after(10, () => {
    calls.push(["early", clock.now()])
    clock.after(5, () => calls.push(["added meanwhile", clock.now()]))
  })
  clock.advance(40)
  expect(calls).toEqual([
    ["early", 1010],
    ["added meanwhile", 1015],
    ["late", 1030],
  ])
  expect(clock.now()).toBe(1040)
  expect(clock.monotonic()).toBe(40)
})

test("repeats until it is cancelled, also from inside", () => {
  const clock = new FakeClock()
  let calls = 0
  const cancel = clock.every(10, () => {
    calls++
    if (calls === 3) cancel()
  })
  clock.advance(100)
  expect(calls).toBe(3)
  expect(clock.pending).toBe(0)
})
