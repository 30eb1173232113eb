import { describe, expect, test } from "vitest"
import { GeneratorWatch } from "./generator-watch.ts"

function watch(happens: (watch: GeneratorWatch) => void) {
  const watched = new GeneratorWatch(() => 0)
  happens(watched)
  return watched.take(0.25)
}

describe("the generator's honesty", () => {
  test.each<[string, boolean, (watch: GeneratorWatch) => void]>([
    ["nothing happened", false, () => {}],
    ["sent 99 ms late", false, (w) => w.fired(1000, 1099)],
    ["sent 101 ms late", true, (w) => w.fired(1000, 1101)],
    ["the loop came 101 ms late", true, (w) => w.woke(101)],
    ["dropped out of the blue", true, (w) => w.dropped(5000)],
    [
      "sent late, because every connection waited for an answer",
      false,
      (w) => {
        w.starved(1000)
        w.fired(900, 1100)
      },
    ],
    [
      "dropped, because every connection waited for an answer",
      false,
      (w) => {
        w.starved(1000)
        w.dropped(1100)
      },
    ],
    [
      "sent late by itself, long after it was starved",
      true,
      (w) => {
        w.starved(1000)
        w.fired(2000, 2150)
      },
    ],
  ])("%s: limited %s", (_, limited, happens) => {
    expect(watch(happens).limited).toBe(limited)
  })

  test("tells the worst of the window and the CPU per second, and begins anew", () => {
    let cpu = 3
    const watched = new GeneratorWatch(() => cpu)
    watched.fired(10, 30)
    watched.fired(40, 45)
    watched.woke(7)
    watched.woke(2)
    cpu = 3.1
    expect(watched.take(0.25)).toEqual({
      latenessMs: 20,
      loopLagMs: 7,
      cpuCores: expect.closeTo(0.4) as number,
      limited: false,
    })
    expect(watched.take(0.25)).toEqual({ latenessMs: 0, loopLagMs: 0, cpuCores: 0, limited: false })
  })
})
