import type { Pool, PoolClient } from "pg"
import type { Clock } from "./clock.ts"

/** A pool whose database is away refuses at once; it is asked again this much later. */
const retryMs = 100

/**
 * Takes that many connections of the pool, at most all it has, and keeps them: free ones at once, busy ones as soon as they are given
 * back, in the order of the queue. One that breaks is replaced.
 *
 * @returns what gives all of them back, at once
 */
export function holdConnections(pool: Pool, connections: number, clock: Clock): () => void {
  const held = Array.from({ length: Math.min(connections, pool.options.max) }, () => holdOne(pool, clock))
  return () => {
    for (const giveBack of held) giveBack()
  }
}

function holdOne(pool: Pool, clock: Clock): () => void {
  let wanted = true
  let client: PoolClient | undefined
  let cancelRetry = () => {}

  const take = async () => {
    try {
      const taken = await pool.connect()
      if (!wanted) return taken.release()
      client = taken
      taken.once("error", lost)
    } catch {
      // No connection became free in time, or the database is away: neither ends the wish.
      retry()
    }
  }
  const lost = () => {
    client?.release(true)
    client = undefined
    retry()
  }
  const retry = () => {
    if (wanted && !pool.ending) cancelRetry = clock.after(retryMs, () => void take())
  }

  void take()
  return () => {
    wanted = false
    cancelRetry()
    client?.removeListener("error", lost)
    client?.release()
    client = undefined
  }
}
