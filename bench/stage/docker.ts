// Start of the Docker stage with built images and a database that has yet to be made, to four of four healthy.
import { startDockerStage } from "../../tests/docker-stage.ts"
import { eventually } from "../../tests/stage.ts"

const aimSeconds = 20

console.log("\nStarting the Docker stage once to build its images …")
await (await startDockerStage()).stop()
const startedAt = performance.now()
const stage = await startDockerStage()
await eventually("four of four healthy", async () => {
  const core = (await stage.state()).services.filter(({ tier }) => tier === "core")
  return core.length === 4 && core.every(({ status }) => status === "healthy")
})
const seconds = (performance.now() - startedAt) / 1000
await stage.stop()
console.log(
  `Warm start on Docker                 ${seconds.toFixed(1)} s; aim ${aimSeconds} s: ${seconds <= aimSeconds ? "reached" : "missed"}`,
)
