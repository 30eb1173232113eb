// How long from a warm start to four of four healthy, and how much memory everything takes under the idle load.
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { eventually, type Stage, startStage } from "../../tests/stage.ts"
import { memoryOf } from "./memory.ts"

const warmUpSeconds = 20
const rounds = 3
const aims = { startSeconds: 6, memoryMb: 1024 }

const dataDir = mkdtempSync(join(tmpdir(), "gameday-bench-"))
const environment = { GAMEDAY_DATA_DIR: dataDir }

async function fourOfFour(stage: Stage): Promise<void> {
  await eventually("four of four healthy", async () => {
    const core = (await stage.state()).services.filter(({ tier }) => tier === "core")
    return core.length === 4 && core.every(({ status }) => status === "healthy")
  })
}

async function timedStart(): Promise<{ stage: Stage; seconds: number }> {
  const startedAt = performance.now()
  const stage = await startStage({ idleLoadRps: 100, environment })
  await fourOfFour(stage)
  return { stage, seconds: (performance.now() - startedAt) / 1000 }
}

console.log("Starting once to prepare the database …")
await (await timedStart()).stage.stop()

const seconds: number[] = []
let last: Stage | undefined
for (let round = 0; round < rounds; round++) {
  await last?.stop()
  const started = await timedStart()
  seconds.push(started.seconds)
  last = started.stage
}
if (last === undefined) throw new Error("No stage was started")
await new Promise((resume) => setTimeout(resume, warmUpSeconds * 1000))
const { load } = await last.state()
const memory = memoryOf(dataDir)
await last.stop()
rmSync(dataDir, { recursive: true, force: true })

const median = seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? 0
const verdict = (reached: boolean) => (reached ? "reached" : "missed")
console.log(`
Warm start to four of four healthy   ${median.toFixed(1)} s (${seconds.map((s) => s.toFixed(1)).join(", ")}); aim ${aims.startSeconds} s: ${verdict(median <= aims.startSeconds)}
Memory at ${(load?.achievedRps ?? 0).toFixed(0)} RPS after ${warmUpSeconds} s, MB         RSS     shared pages counted once (PSS)`)
for (const { group, processes, rssMb, pssMb } of memory.groups) {
  console.log(
    `  ${`${group} (${processes})`.padEnd(34)} ${rssMb.toFixed(0).padStart(8)} ${pssMb.toFixed(0).padStart(8)}`,
  )
}
console.log(
  `  ${"everything".padEnd(34)} ${memory.rssMb.toFixed(0).padStart(8)} ${memory.pssMb.toFixed(0).padStart(8)}   aim ${aims.memoryMb}: RSS ${verdict(memory.rssMb <= aims.memoryMb)}, PSS ${verdict(memory.pssMb <= aims.memoryMb)}`,
)

if (spawnSync("docker", ["version"], { stdio: "ignore", timeout: 10_000 }).status === 0) {
  await import("./docker.ts")
} else {
  console.log("No Docker engine answers: its start was not measured.")
}
