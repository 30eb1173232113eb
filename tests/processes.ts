import { readdirSync, readFileSync } from "node:fs"

interface Seen {
  readonly pid: number
  readonly parent: number
  readonly command: string
  readonly named: boolean
}

/**
 * What belongs to one stage: every process whose environment or command line names its data directory, and all their
 * descendants. Linux only.
 */
export function processesOf(dataDir: string): { pid: number; command: string }[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => look(Number(name), dataDir))
  const ours = new Map(all.filter(({ named }) => named).map((process) => [process.pid, process]))
  for (let before = -1; before !== ours.size; ) {
    before = ours.size
    for (const process of all) if (ours.has(process.parent)) ours.set(process.pid, process)
  }
  return [...ours.values()].map(({ pid, command }) => ({ pid, command }))
}

function look(pid: number, dataDir: string): Seen[] {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8")
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()
    // "<pid> (<name, which may hold anything>) <state> <parent pid> …"
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
    if (command === "" || state === "Z") return []
    const named = environment.includes(dataDir) || command.includes(dataDir)
    return [{ pid, parent: Number(parent), command, named }]
  } catch {
    // It ended while we looked, or is not ours to read.
    return []
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
