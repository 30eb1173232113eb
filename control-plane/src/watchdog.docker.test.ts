import type { FaultRequest } from "@gameday/contract"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { systemClock } from "./clock.ts"
import { dataFiles } from "./data-files.ts"
import { Ledger } from "./faults/ledger.ts"
import { DockerControlPlane } from "./faults/testing/docker-control-plane.ts"
import { DockerStage, docker, engineAnswers } from "./faults/testing/docker-stage.ts"
import { until } from "./faults/testing/stage.ts"

/** The three that leave the most behind. */
const requests: FaultRequest[] = [
  { kind: "pause", params: {}, target: { service: "a", instances: 1 }, ttlSeconds: 600 },
  { kind: "cpu-limit", params: { cores: 0.2 }, target: { service: "b", instances: 1 }, ttlSeconds: 600 },
  { kind: "partition", params: { from: ["a"] }, target: { service: "b", instances: 1 }, ttlSeconds: 600 },
]

describe.runIf(engineAnswers)("the watchdog on Docker", () => {
  let stage: DockerStage
  let plane: DockerControlPlane

  const residue = async () => {
    const ids = [await stage.idOf("a-2"), await stage.idOf("b-1")]
    const state = await docker("inspect", "-f", "{{.State.Paused}} {{json .HostConfig.NanoCpus}}", ...ids)
    const [ofA = "", ofB = ""] = state.split("\n")
    return [
      ...(ofA.startsWith("true") ? ["a-2 is frozen"] : []),
      ...(ofB.endsWith(" 1500000000") ? [] : ["b-1 is limited"]),
      ...((await stage.reaches("b-1", "a-1")) ? [] : ["b-1 is cut off"]),
    ]
  }
  const breakEverything = async () => {
    for (const request of requests) expect((await plane.api("POST", "faults", request)).status).toBe(201)
    expect(await residue()).toHaveLength(3)
  }
  const open = async () => (await new Ledger(dataFiles(stage.directory).ledger).read()).entries.length
  /** Longer than the watchdog is patient. */
  const aWhile = () => new Promise((resume) => setTimeout(resume, 7_000))

  beforeAll(async () => {
    stage = await DockerStage.open()
    plane = await DockerControlPlane.on(stage)
  })
  afterEach(() => plane.endAll())
  afterAll(() => stage?.close())

  test("heals in place of a control plane that was killed and does not come back", async () => {
    plane.run("watchdog-main.ts")
    const controlPlane = plane.run("main.ts")
    await until(() => plane.isUp())
    await breakEverything()
    const killedAt = systemClock.monotonic()
    await plane.end(controlPlane)
    expect(await residue()).toHaveLength(3)
    await until(async () => (await residue()).length === 0)
    process.stdout.write(`residue 0 after ${((systemClock.monotonic() - killedAt) / 1000).toFixed(1)} s\n`)
    await until(async () => (await open()) === 0)
  })

  test("leaves it to a control plane that comes back, and touches nothing it does then", async () => {
    plane.run("watchdog-main.ts")
    const killed = plane.run("main.ts")
    await until(() => plane.isUp())
    await breakEverything()
    await plane.end(killed)
    plane.run("main.ts")
    await until(async () => (await residue()).length === 0)
    await until(() => plane.isUp())
    expect(await open()).toBe(0)
    await breakEverything()
    await aWhile()
    expect(await residue()).toHaveLength(3)
    expect(await (await plane.api("DELETE", "faults")).json()).toMatchObject({ verified: true, failed: 0 })
    await until(async () => (await residue()).length === 0)
  })

  test("does nothing after an orderly end, and ends in order itself", async () => {
    const watchdog = plane.run("watchdog-main.ts")
    const controlPlane = plane.run("main.ts")
    await until(() => plane.isUp())
    await plane.end(controlPlane, "SIGTERM")
    const id = await stage.idOf("a-1")
    await docker("pause", id)
    await aWhile()
    expect(await docker("inspect", "-f", "{{.State.Paused}}", id)).toBe("true")
    await docker("unpause", id)
    expect(watchdog.exitCode).toBeNull()
    await plane.end(watchdog, "SIGTERM")
    expect(watchdog.exitCode).toBe(0)
  })
})
