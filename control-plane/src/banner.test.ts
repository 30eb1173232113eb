import { stripVTControlCharacters as plain } from "node:util"
import { describe, expect, test } from "vitest"
import { Progress } from "./banner.ts"
import { FakeClock } from "./testing/fake-clock.ts"

function onTerminal(isTTY: boolean) {
  const clock = new FakeClock()
  const written: string[] = []
  const out = {
    isTTY,
    write: (text: string) => written.push(text) > 0,
  } as ConstructorParameters<typeof Progress>[0]
  return { clock, progress: new Progress(out, clock), written: () => written.join("") }
}

describe("progress", () => {
  test("is a line for each step with the time it took, and news only where a line can be redrawn", () => {
    const { clock, progress, written } = onTerminal(false)
    progress.step("Starting the database")
    clock.advance(1500)
    progress.step("Starting 9 instances")
    progress.step("Starting 9 instances", "3 of 9 ready")
    clock.advance(500)
    progress.done()
    expect(plain(written()).split("\n").filter(Boolean)).toEqual([
      "  ✔ Starting the database 1.5 s",
      "  ✔ Starting 9 instances 0.5 s",
      "  The stage is up after 2.0 s.",
    ])
  })

  test("redraws the line of the present step on a terminal", () => {
    const { progress, written } = onTerminal(true)
    progress.step("Starting 9 instances")
    progress.step("Starting 9 instances", "3 of 9 ready")
    expect(plain(written()).split("\r").at(-1)).toBe("  … Starting 9 instances (3 of 9 ready)")
  })
})
