import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"

/** Does to a real Postgres server what outages do. Its helpers have process groups of their own, so each gets the signal. */
export function signalPostgres(dataDirectory: string, signal: NodeJS.Signals): void {
  const [first] = readFileSync(join(dataDirectory, "postmaster.pid"), "utf8").split("\n")
  const server = Number(first)
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="]).toString().trim().split("\n")
  const helpers = rows
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === server)
    .map(([pid]) => pid ?? 0)
  for (const pid of [server, ...helpers]) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      // A helper that has ended meanwhile needs no signal.
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error
    }
  }
}

/** Resolves when nobody listens on the port any more. */
export async function untilGone(port: number): Promise<void> {
  while (await isTaken(port)) await new Promise((resolve) => setTimeout(resolve, 20))
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
    socket.once("connect", () => resolve(true))
    socket.once("error", () => resolve(false))
    socket.once("connect", () => socket.destroy())
  })
}
