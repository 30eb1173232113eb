import type { FaultRecord } from "@gameday/contract"

/** How long until it heals by itself: seconds, and the share of its time that is left. */
export function leftOf(
  fault: FaultRecord,
  now: number,
): { readonly seconds: number; readonly share: number } {
  const whole = Math.max(1, fault.expiresAt - fault.injectedAt)
  const left = Math.min(whole, Math.max(0, fault.expiresAt - now))
  return { seconds: left / 1000, share: left / whole }
}
