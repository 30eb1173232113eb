import type { Incident } from "@gameday/contract"

export interface ReceiptTimes {
  /** Measured, or so far. */
  readonly detectionSeconds: number
  readonly recoverySeconds: number
}

/**
 * What the incident took, or has taken so far.
 *
 * @param now the control plane's clock, ms
 */
export function receiptTimes(incident: Incident, now: number): ReceiptTimes {
  const soFar = Math.max(0, (now - incident.startedAt) / 1000)
  return {
    detectionSeconds: incident.detectionSeconds ?? soFar,
    recoverySeconds: incident.recoverySeconds ?? soFar,
  }
}

/** Shares of the bar's length: it ends where recovery stands. */
export function receiptScale({ detectionSeconds, recoverySeconds }: ReceiptTimes): {
  readonly detectionShare: number
  readonly recoveryShare: number
} {
  const whole = Math.max(detectionSeconds, recoverySeconds, 0.1)
  return { detectionShare: detectionSeconds / whole, recoveryShare: recoverySeconds / whole }
}
