import { readFileSync } from "node:fs"
import { processesOf } from "../../tests/processes.ts"

export interface GroupMemory {
  readonly group: string
  readonly processes: number
  readonly rssMb: number
  readonly pssMb: number
}

/**
 * Memory of everything that belongs to the stage with this data directory, from /proc/<pid>/smaps_rollup. RSS counts a page
 * shared by n processes n times; PSS (proportional set size) counts it once.
 */
export function memoryOf(dataDir: string): { groups: GroupMemory[]; rssMb: number; pssMb: number } {
  const groups = new Map<string, { processes: number; rssMb: number; pssMb: number }>()
  for (const { pid, command } of processesOf(dataDir)) {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")
    const group = groupOf(command)
    const sum = groups.get(group) ?? { processes: 0, rssMb: 0, pssMb: 0 }
    sum.processes += 1
    sum.rssMb += kilobytes(rollup, "Rss") / 1024
    sum.pssMb += kilobytes(rollup, "Pss") / 1024
    groups.set(group, sum)
  }
  const list = [...groups].map(([group, sum]) => ({ group, ...sum }))
  const total = (pick: (group: GroupMemory) => number) => list.reduce((sum, group) => sum + pick(group), 0)
  return { groups: list, rssMb: total(({ rssMb }) => rssMb), pssMb: total(({ pssMb }) => pssMb) }
}

function groupOf(command: string): string {
  const known = [
    "control-plane/src/main",
    "generator",
    "watchdog",
    "gateway",
    "product",
    "user",
    "checkout",
    "analytics",
  ]
  if (/postgres/.test(command) && !command.includes("main.ts")) return "postgres"
  return (
    known.find((name) => command.includes(name))?.replace("control-plane/src/main", "control plane") ??
    "other"
  )
}

function kilobytes(rollup: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(rollup)?.[1] ?? 0)
}
