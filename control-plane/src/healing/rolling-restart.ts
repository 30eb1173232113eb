import type { Clock } from "../clock.ts"
import { GamedayError } from "../errors.ts"
import type { InstanceStarter, PlatformInventory } from "../platforms/ports.ts"

const readyDeadlineMs = 30_000

/**
 * Restarts a service's instances one after the other, each only when the one before is ready again: with two or more,
 * customers always find one.
 *
 * @returns ids of the restarted instances, in order
 * @throws GamedayError platform_failed when one is not ready again within 30 s; those after it are left alone
 */
export async function rollingRestart(
  platform: PlatformInventory & InstanceStarter,
  clock: Clock,
  service: string,
): Promise<string[]> {
  const ids = platform.instances().flatMap((instance) => (instance.service === service ? [instance.id] : []))
  for (const id of ids) {
    const ready = becomesReady(platform, clock, id)
    await Promise.all([platform.restart(id), ready])
  }
  return ids
}

function becomesReady(platform: PlatformInventory, clock: Clock, id: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      unsubscribe()
      cancel()
    }
    const unsubscribe = platform.subscribe((event) => {
      if (event.instance.id !== id || event.type !== "ready") return
      finish()
      resolve()
    })
    const cancel = clock.after(readyDeadlineMs, () => {
      finish()
      reject(
        new GamedayError(
          "platform_failed",
          `${id} was not ready again 30 s after its restart. Its log says why.`,
        ),
      )
    })
  })
}
