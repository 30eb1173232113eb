import { spawn } from "node:child_process"
import { afterEach, describe, expect, test } from "vitest"
import { generatorsOf, isAlive } from "./testing/processes.ts"
import { httpStub, type Stub } from "./testing/stub-server.ts"
import { oneGet, TestLoad } from "./testing/test-load.ts"

const stubs: Stub[] = []
const loads: TestLoad[] = []

afterEach(async () => {
  for (const load of loads.splice(0)) await load.close()
  for (const stub of stubs.splice(0)) await stub.kill()
})

async function runningLoad(): Promise<{ load: TestLoad; pid: number }> {
  const stub = await httpStub((_, response) => response.end("ok"))
  stubs.push(stub)
  const load = new TestLoad([oneGet], stub.url)
  loads.push(load)
  await load.service.start({ journey: "one-get", profile: { kind: "constant", rps: 50 } })
  await load.until(() => load.deltas.length >= 2)
  return { load, pid: generatorOf(process.pid) }
}

/** The only generator of a process. */
function generatorOf(parent: number): number {
  const [pid] = generatorsOf(parent)
  if (pid === undefined) throw new Error("There is no generator")
  return pid
}

async function untilGone(pid: number): Promise<void> {
  for (let i = 0; i < 400 && isAlive(pid); i++) await new Promise((resolve) => setTimeout(resolve, 25))
  expect(isAlive(pid)).toBe(false)
}

describe("the generator's process", () => {
  test("crashes: the load is over, the reason is told, and the next one runs", async () => {
    const { load, pid } = await runningLoad()
    process.kill(pid, "SIGKILL")
    await load.until(() => load.stopped !== undefined)
    expect(load.stopped?.reason).toBe("crashed")
    expect(load.stopped?.message).toContain("SIGKILL")
    expect(load.service.current()).toBeNull()
    await load.service.start({ journey: "one-get", profile: { kind: "constant", rps: 50 } })
    await load.service.stop()
  })

  test("hangs: it is ended, and the load with it", async () => {
    const { load, pid } = await runningLoad()
    process.kill(pid, "SIGSTOP")
    await load.until(() => load.stopped !== undefined)
    expect(load.stopped?.reason).toBe("hung")
    await untilGone(pid)
  })

  test("hangs while it is asked to stop: it is ended all the same", async () => {
    const { load, pid } = await runningLoad()
    process.kill(pid, "SIGSTOP")
    await load.service.stop()
    expect(load.stopped?.reason).toBe("asked")
    await untilGone(pid)
  })

  test("does not outlive the control plane, however that ends", async () => {
    const stub = await httpStub((_, response) => response.end("ok"))
    stubs.push(stub)
    const parent = spawn(
      process.execPath,
      [new URL("./testing/lonely-parent.ts", import.meta.url).pathname, stub.url],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    )
    await new Promise((resolve) => parent.stdout.once("data", resolve))
    // The load's and the bots'.
    const pids = generatorsOf(parent.pid ?? 0)
    expect(pids).toHaveLength(2)
    parent.kill("SIGKILL")
    for (const pid of pids) await untilGone(pid)
  })
})
