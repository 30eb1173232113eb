import { spawn } from "node:child_process"
import { once } from "node:events"
import { describe, expect, it } from "vitest"
import { systemClock } from "../../clock.ts"
import { endInstances, untilGone } from "./end-processes.ts"
import { commandLineOf, identify, isAlive, signalIfAlive } from "./process-identity.ts"

/** A process that does what `script` says after telling that it is there. */
async function processThat(script: string) {
  const child = spawn(process.execPath, ["-e", `${script}; console.log("up"); setInterval(() => {}, 60000)`])
  await once(child.stdout, "data")
  return { child, identity: identify("sample", child.pid ?? 0) }
}

describe("process identity", () => {
  it("is the same as long as the process lives, and no longer", async () => {
    const { child, identity } = await processThat("")
    expect(identify("sample", identity.pid)).toEqual(identity)
    expect(isAlive(identity)).toBe(true)
    expect(commandLineOf(identity.pid)).toContain("setInterval")
    child.kill("SIGKILL")
    await once(child, "exit")
    expect(isAlive(identity)).toBe(false)
    expect(() => identify("sample", identity.pid)).toThrow("sample")
  })

  it("does not signal a process that got the pid of the one that was meant", async () => {
    const { child, identity } = await processThat("")
    const earlier = { ...identity, startMark: `${identity.startMark}0` }
    expect(signalIfAlive(earlier, "SIGKILL")).toBe(false)
    await endInstances([earlier], systemClock)
    expect(isAlive(identity)).toBe(true)
    expect(signalIfAlive(identity, "SIGKILL")).toBe(true)
    await once(child, "exit")
  })

  it("ends a process that ignores the polite signal", async () => {
    const { identity } = await processThat("process.on('SIGTERM', () => {})")
    await endInstances([identity], systemClock)
    expect(await untilGone([identity], 0, systemClock)).toEqual([])
  })
})
