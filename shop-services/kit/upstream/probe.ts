import { callJson, isConnectionError } from "../http-json.ts"
import type { ProbeResult } from "./instance-set.ts"

const probeTimeoutMs = 1_000

/** Asks an instance's admin port whether it wants traffic. */
export async function probeReadiness(adminUrl: string): Promise<ProbeResult> {
  try {
    const { status } = await callJson({ url: `${adminUrl}/health/ready`, timeoutMs: probeTimeoutMs })
    return status === 200 ? "ready" : "unready"
  } catch (error) {
    return isConnectionError(error) ? "refused" : "silent"
  }
}
