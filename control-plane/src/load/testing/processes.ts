import { readdirSync, readFileSync } from "node:fs"

/** The generators that a process has forked and that still run. */
export function generatorsOf(parent: number): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && isGeneratorOf(parent, pid))
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function isGeneratorOf(parent: number, pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    const ppid = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])
    return ppid === parent && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("load/generator.ts")
  } catch {
    // Gone since the directory was read.
    return false
  }
}
