import { expect, test, vi } from "vitest"
import { OutageGate } from "./outage-gate.ts"
import { FakeClock } from "./testing/fake-clock.ts"

function gateThat(look: () => Promise<void>) {
  const clock = new FakeClock()
  const onAway = vi.fn()
  const onBack = vi.fn()
  const gate = new OutageGate({ clock, look, onAway, onBack })
  return { clock, gate, onAway, onBack }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
const refused = new Error("refused")

test("one slow answer is no outage: a look that succeeds keeps it open", async () => {
  const { gate, onAway } = gateThat(async () => {})
  gate.doubt(refused)
  await settled()
  expect(gate.away).toBe(false)
  expect(onAway).not.toHaveBeenCalled()
})

test("is away after a look that fails, looks on, one at a time, and is back after one that succeeds", async () => {
  let there = false
  const look = vi.fn(async () => {
    if (!there) throw refused
  })
  const { clock, gate, onAway, onBack } = gateThat(look)
  for (let i = 0; i < 50; i++) gate.doubt(refused)
  await settled()
  expect(gate.away).toBe(true)
  expect(look).toHaveBeenCalledTimes(1)
  expect(onAway).toHaveBeenCalledExactlyOnceWith(refused)
  clock.advance(250)
  await settled()
  expect(look).toHaveBeenCalledTimes(2)
  there = true
  clock.advance(250)
  await settled()
  expect(gate.away).toBe(false)
  expect(onBack).toHaveBeenCalledTimes(1)
})

test("doubts in a row cost one look each 250 ms, not one each", async () => {
  const look = vi.fn(async () => {})
  const { clock, gate } = gateThat(look)
  for (let i = 0; i < 20; i++) {
    gate.doubt(refused)
    await settled()
  }
  expect(look).toHaveBeenCalledTimes(1)
  clock.advance(250)
  gate.doubt(refused)
  await settled()
  expect(look).toHaveBeenCalledTimes(2)
})

test("looks no more once it is closed", async () => {
  const look = vi.fn(async () => {
    throw refused
  })
  const { clock, gate } = gateThat(look)
  gate.doubt(refused)
  await settled()
  gate.close()
  clock.advance(250)
  await settled()
  gate.doubt(refused)
  expect(look).toHaveBeenCalledTimes(1)
})
