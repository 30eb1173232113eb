import { act, renderHook } from "@testing-library/react"
import { expect, test, vi } from "vitest"
import { FakeClock } from "../../testing/fake-clock.ts"
import { holdMs, useHold } from "./use-hold.ts"

function held() {
  const clock = new FakeClock()
  const done = vi.fn()
  const { result } = renderHook(() => useHold(done, clock))
  return { clock, done, hold: () => result.current }
}

test("holding for 0.8 s does it, once", () => {
  const { clock, done, hold } = held()
  act(() => hold().start())
  expect(hold().holding).toBe(true)
  act(() => clock.pass(holdMs - 1))
  expect(done).not.toHaveBeenCalled()
  act(() => clock.pass(1))
  expect(done).toHaveBeenCalledTimes(1)
  expect(hold().holding).toBe(false)
  act(() => clock.pass(5_000))
  expect(done).toHaveBeenCalledTimes(1)
})

test("letting go before cancels, and the next hold begins anew", () => {
  const { clock, done, hold } = held()
  act(() => hold().start())
  act(() => clock.pass(700))
  act(() => hold().cancel())
  act(() => clock.pass(5_000))
  expect(done).not.toHaveBeenCalled()
  act(() => hold().start())
  act(() => clock.pass(700))
  expect(done).not.toHaveBeenCalled()
  act(() => clock.pass(100))
  expect(done).toHaveBeenCalledTimes(1)
})
