// `npm run reset`: back to a clean stage. Removes what a stage leaves on purpose between two starts: the data directory
// and, when a Docker engine answers, the compose project's containers and volumes.
import { spawnSync } from "node:child_process"
import { existsSync, rmSync } from "node:fs"
import { createConnection } from "node:net"
import { resolve } from "node:path"
import { removeProject } from "../compose/remove-project.ts"
import { removePostgresData } from "../control-plane/src/platforms/local/postgres-home.ts"

const root = resolve(import.meta.dirname, "..")
const dataDir = resolve(root, process.env.GAMEDAY_DATA_DIR ?? ".gameday")
const port = Number(process.env.GAMEDAY_PORT ?? 3001)

if (await answers(port)) {
  console.error(`A stage is running on port ${port}. End it first (Ctrl-C where it runs), then reset.`)
  process.exit(1)
}
if (existsSync(dataDir)) {
  removePostgresData(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
  console.log(`Removed ${dataDir}`)
}
if (spawnSync("docker", ["version"], { stdio: "ignore", timeout: 10_000 }).status === 0) {
  const project = process.env.GAMEDAY_COMPOSE_PROJECT ?? "gameday"
  const problem = removeProject(project)
  if (problem !== undefined) {
    console.error(`The compose project ${project} could not be removed: ${problem}`)
    process.exit(1)
  }
  console.log(`Removed the compose project ${project} and its volumes, if there was one`)
}
console.log("The stage is clean.")

function answers(candidate: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection({ port: candidate, host: "127.0.0.1" })
    socket.once("connect", () => {
      socket.destroy()
      done(true)
    })
    socket.once("error", () => done(false))
  })
}
