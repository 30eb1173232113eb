/** How a call to an instance ended: with an answer, with an answer that says 500 or above, or with none. */
export type CallOutcome = "answered" | "failed" | "broken"

/*
 * An instance is an outlier when
 *
 *   5 calls in a row brought no answer at all, and its peers' share of failed calls is at most half of its own, or
 *   of at least 20 calls in the window (5 to 10 s) its share of failed ones is 50 points above that of its peers
 *
 * Where everybody fails alike nobody is an outlier: that is the circuit breaker's business.
 */
const brokenInARow = 5
const minimumCalls = 20
const pointsAbovePeers = 0.5
const windowMs = 5_000

/** 2 s the first time, then 4, 8, … up to 30 s; an instance that behaved for 30 s begins anew. */
const firstEjectionMs = 2_000
const longestEjectionMs = 30_000
const forgivenAfterMs = 30_000

/** What one instance's calls came to of late. */
export class CallRecord {
  /** Until then it gets no calls; 0: it was never ejected, or has served its time. */
  ejectedUntilMs = 0
  #ejectionsInARow = 0
  #brokenInARow = 0
  #windowEndsAtMs = 0
  /** Of this window, then of the one before. */
  #calls = [0, 0]
  #failures = [0, 0]

  add(outcome: CallOutcome, nowMs: number): void {
    this.#turn(nowMs)
    this.#brokenInARow = outcome === "broken" ? this.#brokenInARow + 1 : 0
    this.#calls[0] = (this.#calls[0] ?? 0) + 1
    if (outcome !== "answered") this.#failures[0] = (this.#failures[0] ?? 0) + 1
  }

  /** @param peers the records of the service's other instances that get calls */
  isOutlier(peers: readonly CallRecord[], nowMs: number): boolean {
    if (peers.length === 0) return false
    const own = this.counts(nowMs)
    const others = { calls: 0, failures: 0 }
    for (const peer of peers) {
      const { calls, failures } = peer.counts(nowMs)
      others.calls += calls
      others.failures += failures
    }
    const ownShare = shareOf(own)
    const peersShare = shareOf(others)
    if (this.#brokenInARow >= brokenInARow && peersShare <= ownShare / 2) return true
    return own.calls >= minimumCalls && ownShare >= peersShare + pointsAbovePeers
  }

  /** Leaves it out for a while, longer each time. What it did before is forgotten. */
  eject(nowMs: number): void {
    if (nowMs - this.ejectedUntilMs > forgivenAfterMs) this.#ejectionsInARow = 0
    this.ejectedUntilMs = nowMs + Math.min(longestEjectionMs, firstEjectionMs * 2 ** this.#ejectionsInARow)
    this.#ejectionsInARow++
    this.#brokenInARow = 0
    this.#calls = [0, 0]
    this.#failures = [0, 0]
  }

  isEjected(nowMs: number): boolean {
    return nowMs < this.ejectedUntilMs
  }

  counts(nowMs: number): { calls: number; failures: number } {
    this.#turn(nowMs)
    return { calls: sum(this.#calls), failures: sum(this.#failures) }
  }

  #turn(nowMs: number): void {
    if (nowMs < this.#windowEndsAtMs) return
    const isNext = nowMs < this.#windowEndsAtMs + windowMs
    this.#calls = [0, isNext ? (this.#calls[0] ?? 0) : 0]
    this.#failures = [0, isNext ? (this.#failures[0] ?? 0) : 0]
    this.#windowEndsAtMs = nowMs + windowMs
  }
}

function shareOf({ calls, failures }: { calls: number; failures: number }): number {
  return calls === 0 ? 0 : failures / calls
}

function sum([now = 0, before = 0]: readonly number[]): number {
  return now + before
}
