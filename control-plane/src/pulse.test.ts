import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { systemClock } from "./clock.ts"
import { Pulse, PulseReader, untilSilent } from "./pulse.ts"
import { FakeClock } from "./testing/fake-clock.ts"

describe("pulse", () => {
  let directory: string
  let file: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "gameday-pulse-"))
    file = join(directory, "here", "pulse")
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  it("tells alive, dead and gone apart, by the reader's own clock", () => {
    const owner = new FakeClock(0)
    const watcher = new FakeClock(1_000_000)
    const reader = new PulseReader(file, watcher)
    expect(reader.silentForMs()).toBeNull()
    const pulse = new Pulse({ file, clock: owner })
    pulse.start()
    expect(reader.silentForMs()).toBe(0)
    for (let second = 0; second < 10; second++) {
      owner.advance(1_000)
      watcher.advance(1_000)
      expect(reader.silentForMs()).toBe(0)
    }
    watcher.advance(4_000)
    expect(reader.silentForMs()).toBe(4_000)
    pulse.end()
    expect(reader.silentForMs()).toBeNull()
  })

  it("knows that another process has taken over, even when it beats as often", () => {
    const clock = new FakeClock(0)
    const reader = new PulseReader(file, clock)
    new Pulse({ file, clock: new FakeClock(0) }).start()
    reader.silentForMs()
    clock.advance(6_000)
    expect(reader.silentForMs()).toBe(6_000)
    new Pulse({ file, clock: new FakeClock(0) }).start()
    expect(reader.silentForMs()).toBe(0)
  })

  it("waits until somebody else has ended", async () => {
    const pulse = new Pulse({ file, clock: systemClock })
    pulse.start()
    let over = false
    const waiting = untilSilent(file, systemClock, 60_000).then(() => {
      over = true
    })
    await new Promise((resume) => setTimeout(resume, 300))
    expect(over).toBe(false)
    pulse.end()
    await waiting
  })

  it("waits no longer for somebody who has fallen silent", async () => {
    new Pulse({ file, clock: new FakeClock(0) }).start()
    await untilSilent(file, systemClock, 60_000)
  })
})
