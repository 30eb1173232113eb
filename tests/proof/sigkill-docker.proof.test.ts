import { spawnSync } from "node:child_process"
import { type FaultKind, type FaultRecord, faultKinds } from "@gameday/contract"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type DockerStage, dockerTestProject, startDockerStage } from "../docker-stage.ts"
import { eventually } from "../stage.ts"
import { exampleOf, inject, kindsOf, type ProvedStage, whole } from "./breaking.ts"
import { controlPlaneOf, endAtOnce, footprint, startAgain } from "./container-footprint.ts"
import { everything } from "./extent.ts"

/** The battery of the watchdog runs with `npm test`; a whole stage and every kind take a quarter of an hour. */
const engine = everything && spawnSync("docker", ["version"], { stdio: "ignore" }).status === 0
/** The watchdog waits 5 s for the control plane to come back; looking takes a moment itself. */
const withinMs = 10_000

describe.runIf(engine)("a control plane in a container that is killed while a fault is active", () => {
  let stage: DockerStage & ProvedStage
  let controlPlane: string
  beforeAll(async () => {
    stage = asProved(await startDockerStage({ GAMEDAY_IDLE_LOAD_RPS: "20" }))
    controlPlane = await controlPlaneOf(dockerTestProject)
    await eventually("the stage is whole", () => isWhole(stage), 60_000)
  }, 600_000)
  afterAll(() => stage.stop(), 120_000)

  test.each([...faultKinds] as FaultKind[])("%s: nothing is left 10 s later", async (kind) => {
    const info = await eventually("preflight knows what this machine can do", async () => {
      const found = (await kindsOf(stage)).find((candidate) => candidate.kind === kind)
      return !found?.unsupportedReason?.en.includes("is being checked") && found
    })
    if (!info.supported) return expect(info.unsupportedReason?.en).toMatch(/\w/)
    const request = exampleOf(info)
    const hit = await previewed(stage, request)
    const look = async () =>
      (await Promise.all(hit.map((name) => footprint(dockerTestProject, name)))).join("\n")
    const before = await look()

    await inject(stage, request)
    await endAtOnce(controlPlane)
    const killedAt = performance.now()
    try {
      const after = await eventually(
        "nothing is left",
        async () => (await look()) === before,
        withinMs + 3_000,
      )
      expect(after).toBe(true)
      console.log(`${kind}: clean ${((performance.now() - killedAt) / 1000).toFixed(1)} s after the kill`)
    } finally {
      await startAgain(controlPlane)
      await eventually("the stage is whole again", () => isWhole(stage), 90_000)
    }
    return expect((await stage.state()).faults.every(ended)).toBe(true)
  })
})

function ended({ status }: FaultRecord): boolean {
  return status === "reverted"
}

async function isWhole(stage: ProvedStage): Promise<boolean> {
  try {
    const state = await stage.state()
    // A control plane starts its load last; some kinds need one.
    return whole(state) && state.load !== null
  } catch {
    // Nobody listens yet.
    return false
  }
}

async function previewed(stage: ProvedStage, request: object): Promise<string[]> {
  const answer = await stage.request("POST", "/api/v1/faults/preview", request)
  if (!answer.ok) throw new Error(`No preview: ${await answer.text()}`)
  return ((await answer.json()) as { hit: string[] }).hit
}

function asProved(stage: DockerStage): DockerStage & ProvedStage {
  return {
    ...stage,
    request: (method, path, body) =>
      fetch(`${stage.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${stage.operatorToken}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}
