import { execFileSync } from "node:child_process"
import { readdirSync } from "node:fs"
import {
  identifyIfAlive,
  type ProcessIdentity,
  readOrUndefined,
  signalIfAlive,
  signalPid,
} from "./process-identity.ts"

/*
 * Freezing a server that is several processes. Postgres gives each of its helpers a process group of its own, so a
 * signal to a group reaches only the first of them.
 */

/**
 * Freezes the process and everything it has started. The parent first: from then on no child appears.
 *
 * @returns what it had started: when the parent is killed, nobody else knows any more whose they were
 */
export function freezeTree(root: ProcessIdentity): ProcessIdentity[] {
  if (!signalIfAlive(root, "SIGSTOP")) return []
  const children = descendantsOf(root.pid).flatMap((pid) => identifyIfAlive(`${root.name} helper`, pid) ?? [])
  for (const child of children) signalIfAlive(child, "SIGSTOP")
  return children
}

/** Lets all of them go on; does nothing to those that run. */
export function thawTree(root: ProcessIdentity): void {
  const children = descendantsOf(root.pid)
  if (!signalIfAlive(root, "SIGCONT")) return
  for (const pid of children) signalPid(pid, "SIGCONT")
}

/** @returns pids, parents before their children */
function descendantsOf(root: number): number[] {
  const parents = process.platform === "linux" ? linuxParents() : posixParents()
  const found = [root]
  for (const parent of found) {
    for (const [pid, itsParent] of parents) if (itsParent === parent) found.push(pid)
  }
  return found.slice(1)
}

/** Field 4 (parent) of /proc/<pid>/stat follows the name's ")" and the state. */
function linuxParents(): Map<number, number> {
  const parents = new Map<number, number>()
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue
    const stat = readOrUndefined(`/proc/${entry}/stat`)
    if (stat === undefined) continue
    parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]))
  }
  return parents
}

function posixParents(): Map<number, number> {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="]).toString().trim().split("\n")
  return new Map(
    rows.map((row) => {
      const [pid, parent] = row.trim().split(/\s+/).map(Number)
      return [pid ?? 0, parent ?? 0]
    }),
  )
}
