import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"

/**
 * A process that can be recognised later. A pid alone cannot: the system gives it to somebody else once the
 * process is gone, so the moment it started is part of who it is.
 */
export interface ProcessIdentity {
  readonly name: string
  readonly pid: number
  readonly startMark: string
}

/** Fields 3 (state) and 22 (start time in ticks since boot) of /proc/<pid>/stat, counted after the name's ")". */
const stateField = 0
const startTimeField = 19

/**
 * What tells this process from an earlier or later one with the same pid, also over a reboot.
 * @returns undefined when there is no such process, or only its unreaped remains
 */
function startMarkOf(pid: number): string | undefined {
  return process.platform === "linux" ? linuxStartMark(pid) : posixStartMark(pid)
}

function linuxStartMark(pid: number): string | undefined {
  const stat = readOrUndefined(`/proc/${pid}/stat`)
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")
  if (fields === undefined || fields[stateField] === "Z" || fields[stateField] === "X") return undefined
  return `${readOrUndefined("/proc/sys/kernel/random/boot_id")?.trim() ?? ""}:${fields[startTimeField] ?? ""}`
}

function posixStartMark(pid: number): string | undefined {
  const [state, ...started] = ps(pid, "state=,lstart=")?.split(/\s+/) ?? []
  return state === undefined || state.startsWith("Z") ? undefined : started.join(" ")
}

/** The command line of a process, words separated by spaces; undefined when there is none. */
export function commandLineOf(pid: number): string | undefined {
  if (process.platform !== "linux") return ps(pid, "command=")
  return readOrUndefined(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ").trim()
}

/** @throws Error when the process is gone already */
export function identify(name: string, pid: number): ProcessIdentity {
  const identity = identifyIfAlive(name, pid)
  if (identity === undefined) throw new Error(`${name} (process ${pid}) ended at once`)
  return identity
}

export function identifyIfAlive(name: string, pid: number): ProcessIdentity | undefined {
  const startMark = startMarkOf(pid)
  return startMark === undefined ? undefined : { name, pid, startMark }
}

export function isAlive({ pid, startMark }: ProcessIdentity): boolean {
  return startMarkOf(pid) === startMark
}

/** Sends the signal, but only to the very process that was identified. @returns whether it was still there */
export function signalIfAlive(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  return isAlive(identity) && signalPid(identity.pid, signal)
}

/** For a process that was seen a moment ago. @returns whether it was still there */
export function signalPid(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch (error) {
    if (codeOf(error) === "ESRCH") return false
    throw error
  }
}

function ps(pid: number, columns: string): string | undefined {
  try {
    const output = execFileSync("ps", ["-o", columns, "-p", String(pid)], {
      stdio: ["ignore", "pipe", "ignore"],
    })
    return output.toString().trim() || undefined
  } catch {
    // ps answers an unknown pid with exit code 1: that is the answer, not a failure.
    return undefined
  }
}

/** Reads a small file; undefined when it does not exist, or went away while it was read, as files of /proc do. */
export function readOrUndefined(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    if (["ENOENT", "ESRCH", "ENOTDIR"].includes(codeOf(error) ?? "")) return undefined
    throw error
  }
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined
}
