import { callJson, isConnectionError } from "../http-json.ts"
import { draining } from "../readiness.ts"
import type { ProbeResult } from "./instance-set.ts"

const probeTimeoutMs = 1_000

/** Asks an instance's admin port whether it wants traffic. */
export async function probeReadiness(adminUrl: string): Promise<ProbeResult> {
  try {
    const { status, body } = await callJson({ url: `${adminUrl}/health/ready`, timeoutMs: probeTimeoutMs })
    if (status === 200) return "ready"
    return isDraining(body) ? "draining" : "unready"
  } catch (error) {
    return isConnectionError(error) ? "refused" : "silent"
  }
}

function isDraining(body: unknown): boolean {
  if (typeof body !== "object" || body === null || !("reasons" in body)) return false
  return Array.isArray(body.reasons) && body.reasons.includes(draining)
}
