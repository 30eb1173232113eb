/** How long things take, in one place. */
export interface FaultTiming {
  /** An in-service fault ends by itself this long after its last renewal. */
  readonly leaseSeconds: number
  /** Renewing leases, following new instances, retrying failed reverts. */
  readonly holdEveryMs: number
  /** Reading how often a fault has hit. */
  readonly proofEveryMs: number
  /** One try to inject or to revert. */
  readonly attemptDeadlineMs: number
  /** All tries to revert together; longer than a lease, so that a hung instance is free of its fault by then. */
  readonly revertDeadlineMs: number
  /** Looking for residue on all instances. */
  readonly sweepDeadlineMs: number
  /** How long ended faults are remembered. */
  readonly keepEndedMs: number
}

export const faultTiming: FaultTiming = {
  leaseSeconds: 6,
  holdEveryMs: 2_000,
  proofEveryMs: 500,
  attemptDeadlineMs: 5_000,
  revertDeadlineMs: 10_000,
  sweepDeadlineMs: 8_000,
  keepEndedMs: 600_000,
}

export const defaultTtlSeconds = 60
