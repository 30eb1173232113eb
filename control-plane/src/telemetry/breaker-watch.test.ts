import type { BreakerChange, TargetService } from "@gameday/contract"
import { expect, test } from "vitest"
import { FakeClock } from "../testing/fake-clock.ts"
import { BreakerWatch } from "./breaker-watch.ts"
import type { InstanceObservation } from "./instance-collector.ts"
import { Timeline } from "./timeline.ts"

const since = 1_000
const gateway = { name: "gateway", dependsOn: ["product", "user"] } as unknown as TargetService
const opened: BreakerChange = { at: 2_000, from: "closed", to: "open", reason: { failed: 20, calls: 20 } }
const tried: BreakerChange = { at: 4_000, from: "open", to: "half-open" }
const triedInVain: BreakerChange[] = [
  tried,
  { at: 4_010, from: "half-open", to: "open", reason: { failed: 1, calls: 1 } },
]
const closed: BreakerChange[] = [
  { at: 6_000, from: "open", to: "half-open" },
  { at: 6_050, from: "half-open", to: "closed" },
]

function watch() {
  const timeline = new Timeline(new FakeClock(since))
  const breakers = new BreakerWatch(timeline, since)
  return {
    see(...breakerChanges: BreakerChange[]) {
      const upstreams = { product: { breakerChanges }, user: {} }
      const seen = { instance: { id: "gateway-1" }, latest: { stats: { upstreams } } }
      breakers.look(gateway, [seen as unknown as InstanceObservation])
    },
    told: () => timeline.recent().map(({ at, type, service, data }) => ({ at, type, service, data })),
  }
}

test("opening is told once, with its reason and at its own moment", () => {
  const { see, told } = watch()
  see(opened)
  see(opened)
  see(opened, ...triedInVain)
  expect(told()).toEqual([
    {
      at: 2_000,
      type: "breaker.opened",
      service: "product",
      data: { caller: "gateway", failed: 20, calls: 20 },
    },
  ])
})

test("closing is told together with the try that led there, also when both came between two looks", () => {
  const { see, told } = watch()
  see(opened, ...triedInVain, ...closed)
  expect(told().map(({ at, type }) => [at, type])).toEqual([
    [2_000, "breaker.opened"],
    [6_000, "breaker.half-open"],
    [6_050, "breaker.closed"],
  ])
})

test("what changed before we looked is not news", () => {
  const { see, told } = watch()
  see({ ...opened, at: since })
  expect(told()).toEqual([])
})
