import { beforeEach, expect, test } from "vitest"
import { FakeClock } from "../testing/fake-clock.ts"
import { CircuitBreaker } from "./circuit-breaker.ts"

let clock: FakeClock
let breaker: CircuitBreaker
let transitions: string[]
let enabled: boolean

beforeEach(() => {
  clock = new FakeClock()
  transitions = []
  enabled = true
  breaker = new CircuitBreaker({
    clock,
    enabled: () => enabled,
    onChange: ({ from, to }) => transitions.push(`${from} → ${to}`),
  })
})

function call(failed: boolean, times: number) {
  for (let i = 0; i < times; i++) {
    if (!breaker.admit()) continue
    if (failed) breaker.failed()
    else breaker.succeeded()
  }
}

function open() {
  call(true, 20)
  expect(breaker.state).toBe("open")
}

function halfOpen() {
  open()
  clock.advance(2_000)
}

test("closed: too few calls say nothing", () => {
  call(true, 19)
  expect(breaker.state).toBe("closed")
})

test("closed: half of the calls failing keeps it closed", () => {
  for (let i = 0; i < 100; i++) call(i % 2 === 0, 1)
  expect(breaker.state).toBe("closed")
})

test("closed: old failures are forgotten", () => {
  call(true, 15)
  clock.advance(5_000)
  call(true, 15)
  expect(breaker.state).toBe("closed")
})

test("closed → open when most calls fail; open admits nothing for 2 s", () => {
  call(false, 10)
  call(true, 15)
  expect(breaker.state).toBe("open")
  clock.advance(1_999)
  expect(breaker.admit()).toBe(false)
  expect(transitions).toEqual(["closed → open"])
})

test("open → half-open: five calls are admitted, no more", () => {
  halfOpen()
  expect(Array.from({ length: 7 }, () => breaker.admit())).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
  ])
})

test("half-open → open when a call fails, for another 2 s", () => {
  halfOpen()
  call(true, 1)
  expect(breaker.state).toBe("open")
  clock.advance(1_999)
  expect(breaker.admit()).toBe(false)
  clock.advance(1)
  expect(breaker.admit()).toBe(true)
})

test("half-open → closed when five calls succeeded; the past is forgotten", () => {
  halfOpen()
  call(false, 5)
  expect(breaker.state).toBe("closed")
  call(true, 19)
  expect(breaker.state).toBe("closed")
  expect(transitions).toEqual(["closed → open", "open → half-open", "half-open → closed"])
})

test("half-open: a cancelled call leaves its place to another", () => {
  halfOpen()
  for (let i = 0; i < 5; i++) breaker.admit()
  expect(breaker.admit()).toBe(false)
  breaker.cancelled()
  expect(breaker.admit()).toBe(true)
})

test("open says why, and when the next calls go through", () => {
  call(false, 5)
  call(true, 15)
  expect(breaker.reason).toEqual({ failed: 15, calls: 20 })
  expect(breaker.nextProbeAt).toBe(clock.now() + 2_000)
  clock.advance(2_000)
  call(false, 2)
  expect(breaker.state).toBe("half-open")
  expect(breaker.nextProbeAt).toBeUndefined()
  call(true, 1)
  expect(breaker.reason).toEqual({ failed: 1, calls: 3 })
  expect(breaker.changes.map(({ to }) => to)).toEqual(["open", "half-open", "open"])
})

test("closed: nothing to explain", () => {
  expect(breaker.reason).toBeUndefined()
  expect(breaker.nextProbeAt).toBeUndefined()
})

test("a change tells its moment; only the last eight are kept", () => {
  open()
  expect(breaker.changes).toEqual([
    { at: clock.now(), from: "closed", to: "open", reason: { failed: 20, calls: 20 } },
  ])
  for (let i = 0; i < 5; i++) {
    clock.advance(2_000)
    call(true, 1)
  }
  expect(breaker.changes).toHaveLength(8)
})

test("switched off: closes, lets everything through, and what happened meanwhile does not count later", () => {
  open()
  enabled = false
  expect(breaker.admit()).toBe(true)
  expect(breaker.state).toBe("closed")
  call(true, 100)
  expect(breaker.state).toBe("closed")
  enabled = true
  call(true, 19)
  expect(breaker.state).toBe("closed")
  call(true, 1)
  expect(breaker.state).toBe("open")
})
