// `npm run bench -- faults`: how long from a click to the first thing that breaks, for every kind a platform has, and how
// long from the death of an instance to the frame that says so. `-- faults latency kill` measures those kinds alone.
import { spawnSync } from "node:child_process"
import { type FaultKind, faultKinds } from "@gameday/contract"
import { startDockerStage } from "../../tests/docker-stage.ts"
import { startStage } from "../../tests/stage.ts"
import { Audience } from "../audience.ts"
import { measureDeaths } from "./deaths.ts"
import { measureKinds } from "./kinds.ts"

/** Requests that meet the fault come this often; a slower shop would measure its own pauses. */
const loadRps = 200

const chosen = process.argv
  .slice(2)
  .filter((word): word is FaultKind => faultKinds.some((kind) => kind === word))
const kinds = chosen.length > 0 ? chosen : faultKinds

console.log(`Starting the local stage with ${loadRps} requests per second …`)
const local = await startStage({ idleLoadRps: loadRps })
await measure("local platform", local.url, local.operatorToken)
await local.stop()

if (spawnSync("docker", ["version"], { stdio: "ignore", timeout: 10_000 }).status === 0) {
  console.log("\nStarting the Docker stage …")
  const docker = await startDockerStage({ GAMEDAY_IDLE_LOAD_RPS: String(loadRps) })
  await measure("Docker", docker.url, docker.operatorToken)
  await docker.stop()
} else console.log("\nNo Docker engine answers: the Docker platform was not measured.")

async function measure(platform: string, url: string, token: string): Promise<void> {
  const audience = await Audience.join(url, token)
  await audience.untilWhole()
  await measureKinds(platform, audience, kinds)
  await measureDeaths(platform, audience)
  audience.leave()
}
