import type { ErrorDetail, LoadProfile, LoadRequest } from "@gameday/contract"
import { GamedayError } from "../errors.ts"
import type { GeneratorOrder } from "./generator-protocol.ts"
import { resolveTarget } from "./target-address.ts"

export const defaultTimeoutMs = 5_000
const fewestConnections = 20
const mostConnections = 2_000

/**
 * Connections that a load may need. When no answer comes at all, rate × timeout requests are under way at once; more than
 * 2000 would measure the machine rather than the shop.
 */
export function connectionsFor(profile: LoadProfile, rps: number, timeoutMs: number): number {
  if (profile.kind === "amount") return profile.connections
  return Math.min(mostConnections, Math.max(fewestConnections, Math.ceil((rps * timeoutMs) / 1000)))
}

/** The API's schema refuses these too; whoever calls from inside the control plane is told the same. */
export function problemsWithNumbers({ timeoutMs, seed }: LoadRequest): ErrorDetail[] {
  const problems: ErrorDetail[] = []
  if (timeoutMs !== undefined && !(timeoutMs >= 50 && timeoutMs <= 60_000)) {
    problems.push({ path: "/timeoutMs", message: "must be 50 to 60000" })
  }
  if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0 && seed <= 4_294_967_295)) {
    problems.push({ path: "/seed", message: "must be a whole number from 0 to 4294967295" })
  }
  return problems
}

/** Puts a problem's path below another. */
export const under =
  (prefix: string) =>
  ({ path, message }: ErrorDetail): ErrorDetail => ({ path: `${prefix}${path}`, message })

/** @throws GamedayError validation_failed with every problem, when there is any */
export function refuse(details: ErrorDetail[]): void {
  if (details.length === 0) return
  const list = details.map(({ path, message }) => `${path} ${message}`).join("; ")
  throw new GamedayError("validation_failed", `This load cannot be: ${list}.`, { details })
}

export function noLoadRunning(): GamedayError {
  return new GamedayError("no_load_running", "No load is running. Start one with POST /api/v1/load.")
}

/**
 * Where load goes, once it is certain that it may go there.
 *
 * @throws GamedayError validation_failed (no URL, not http, not part of the stage), load_target_unreachable (no address)
 */
export async function safeTarget(
  url: string,
  allowedHosts: readonly string[],
): Promise<GeneratorOrder["target"]> {
  if (!URL.canParse(url) || new URL(url).protocol !== "http:") {
    throw new GamedayError("validation_failed", `Load goes to an http:// address, and "${url}" is none.`)
  }
  const { origin, hostname: bracketed, port } = new URL(url)
  const hostname = bracketed.replace(/^\[(.*)\]$/, "$1")
  const found = await resolveTarget(hostname, allowedHosts)
  switch (found.kind) {
    case "address":
      return { origin, hostname, port: port === "" ? 80 : Number(port) }
    case "unresolvable":
      throw new GamedayError(
        "load_target_unreachable",
        `The shop's entry "${hostname}" has no address (${found.reason}). Is the stage running?`,
      )
    case "foreign":
      throw new GamedayError(
        "validation_failed",
        `"${hostname}" is ${found.address}: neither this machine nor the stage's own network. Load goes nowhere else.`,
      )
    default:
      return found satisfies never
  }
}
