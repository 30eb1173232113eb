import { execFileSync } from "node:child_process"
import { expect, test } from "@playwright/test"
import { type DockerStage, dockerTestProject, startDockerStage } from "../docker-stage.ts"
import { playTheChain } from "./chain.ts"

let stage: DockerStage | undefined

test.beforeAll(async () => {
  test.setTimeout(15 * 60_000)
  stage = await startDockerStage()
})
test.afterAll(async () => {
  await stage?.stop()
})

test("the whole chain on a Docker engine", async ({ page }) => {
  if (stage === undefined) throw new Error("The stage did not start")
  await playTheChain(page, stage)
})

test("Prometheus scrapes every instance and the control plane", async () => {
  await expect
    .poll(
      async () => {
        const response = await fetch("http://127.0.0.1:9090/api/v1/query?query=sum(up)")
        const { data } = (await response.json()) as { data: { result: { value: [number, string] }[] } }
        return Number(data.result[0]?.value[1])
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(10)
})

test("Ctrl-C takes every container down", async () => {
  expect(await stage?.stop()).toBe(0)
  const label = `label=com.docker.compose.project=${dockerTestProject}`
  const left = execFileSync("docker", ["ps", "-aq", "--filter", label])
  expect(left.toString()).toBe("")
})
