import { spawn, spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"

/** Clock ticks per second of /proc/<pid>/stat; 100 on every Linux Node runs on. */
const ticksPerSecond = 100

export interface CommandReport {
  readonly startedAt: number
  readonly stdout: string
  readonly cpuSeconds: number
}

export function isInstalled(program: string): boolean {
  return spawnSync("which", [program]).status === 0
}

/** Runs a program to its end; its CPU is read while it runs, so the last hundredths of a second are missing. */
export function command(program: string, args: readonly string[]): Promise<CommandReport> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.timeOrigin + performance.now()
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] })
    let stdout = ""
    let cpuSeconds = 0
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString()
    })
    const sampler = setInterval(() => {
      cpuSeconds = cpuOf(child.pid) ?? cpuSeconds
    }, 20)
    child.once("error", reject)
    child.once("close", () => {
      clearInterval(sampler)
      resolve({ startedAt, stdout, cpuSeconds })
    })
  })
}

function cpuOf(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
  } catch {
    // It has just ended.
    return undefined
  }
}
