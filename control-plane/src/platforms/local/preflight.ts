import { execFileSync } from "node:child_process"
import { once } from "node:events"
import { readdirSync, readlinkSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import type { Target } from "@gameday/contract"
import { GamedayError } from "../../errors.ts"
import { codeOf, commandLineOf, readOrUndefined } from "./process-identity.ts"

export interface NeededPort {
  readonly port: number
  /** For people: "gateway". */
  readonly neededBy: string
}

/** The fixed ports of a target: those its entry service shows to customers. */
export function portsOf(target: Target): NeededPort[] {
  return target.services
    .filter(({ role }) => role === "entry")
    .flatMap(({ name, ports, extraPorts }) =>
      [ports.public, ...Object.values(extraPorts ?? {})].map((port) => ({ port, neededBy: name })),
    )
}

/**
 * Checks that nobody listens on these ports of the loopback address.
 *
 * @throws GamedayError platform_failed: one sentence naming every port that is taken and, where it can be found out,
 *   the process that has it
 */
export async function assertPortsFree(needed: readonly NeededPort[]): Promise<void> {
  const taken = []
  for (const { port, neededBy } of needed) {
    if (!(await isFree(port))) taken.push(`port ${port}, which ${neededBy} needs, is taken${holder(port)}`)
  }
  if (taken.length === 0) return
  const list = taken.join("; ")
  throw new GamedayError(
    "platform_failed",
    `${list.charAt(0).toUpperCase()}${list.slice(1)}. End what uses ${taken.length > 1 ? "them" : "it"}, then start again.`,
  )
}

/** A port nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, "127.0.0.1")
    await once(server, "listening")
  } catch (error) {
    if (codeOf(error) === "EADDRINUSE") return false
    throw new GamedayError("platform_failed", `Port ${port} cannot be listened on: ${String(error)}.`, {
      cause: error,
    })
  }
  server.close()
  await once(server, "close")
  return true
}

/** " by process 123 (node server.js)", or nothing when it cannot be found out. */
function holder(port: number): string {
  const pid = process.platform === "linux" ? linuxListener(port) : lsofListener(port)
  if (pid === undefined) return ""
  const command = commandLineOf(pid)?.slice(0, 80)
  return ` by process ${pid}${command === undefined ? "" : ` (${command})`}`
}

const tcpListen = "0A"

function linuxListener(port: number): number | undefined {
  const hexPort = `:${port.toString(16).toUpperCase().padStart(4, "0")}`
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) =>
    (readOrUndefined(file) ?? "").split("\n").slice(1),
  )
  const inodes = rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(hexPort) === true && state === tcpListen)
    .map((columns) => `socket:[${columns[9] ?? ""}]`)
  const sockets = new Set(inodes)
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .find((pid) => openFilesOf(pid).some((file) => sockets.has(file)))
}

function openFilesOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => linkOrEmpty(`/proc/${pid}/fd/${fd}`))
  } catch (error) {
    // Other people's processes are closed to us, and some end while we look.
    if (["EACCES", "EPERM", "ENOENT", "ESRCH"].includes(codeOf(error) ?? "")) return []
    throw error
  }
}

function linkOrEmpty(path: string): string {
  try {
    return readlinkSync(path)
  } catch (error) {
    if (["EACCES", "EPERM", "ENOENT", "ESRCH", "EINVAL"].includes(codeOf(error) ?? "")) return ""
    throw error
  }
}

function lsofListener(port: number): number | undefined {
  try {
    const output = execFileSync("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-t"], {
      stdio: ["ignore", "pipe", "ignore"],
    })
    const pid = Number.parseInt(output.toString(), 10)
    return pid > 0 ? pid : undefined
  } catch {
    // No lsof here, or the process is somebody else's: the sentence then names the port alone.
    return undefined
  }
}
