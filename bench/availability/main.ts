// `npm run bench -- availability`: what customers notice when replicas die, services are restarted, faults rain, and at the peak.
// `-- availability docker` does it on Docker; `minutes=2` shortens the rain of faults (10 minutes otherwise).
import { startDockerStage } from "../../tests/docker-stage.ts"
import { startStage } from "../../tests/stage.ts"
import { Audience } from "../audience.ts"
import { measureKills } from "./kills.ts"
import { measurePeak } from "./peak.ts"
import { measureRestarts } from "./restarts.ts"
import { measureStorm } from "./storm.ts"

const words = process.argv.slice(2)
const docker = words.includes("docker")
const minutes = Number(words.find((word) => word.startsWith("minutes="))?.slice("minutes=".length) ?? 10)
if (!(minutes > 0 && minutes <= 60)) {
  console.error("The rain of faults lasts up to an hour: minutes=10.")
  process.exit(1)
}

console.log(`Starting the ${docker ? "Docker" : "local"} stage …`)
const stage = docker
  ? await startDockerStage({ GAMEDAY_IDLE_LOAD_RPS: "0" })
  : await startStage({ idleLoadRps: 0 })
const audience = await Audience.join(stage.url, stage.operatorToken)
try {
  await audience.untilWhole()
  await measureKills(audience, { recoveryAimSeconds: docker ? 2.5 : 1.5 })
  await measureRestarts(audience)
  await measureStorm(audience, minutes * 60)
  await measurePeak(audience)
} finally {
  audience.leave()
  await stage.stop()
}
