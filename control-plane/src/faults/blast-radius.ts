import type { BlastRadius } from "@gameday/contract"
import { GamedayError } from "../errors.ts"
import type { InstancePhase, ServiceInstance } from "../platforms/ports.ts"

export interface Choice {
  readonly hit: readonly ServiceInstance[]
  readonly spared: readonly ServiceInstance[]
}

/** Lower is hit first: whoever serves; then who is about to; a frozen one shows nobody anything. */
const preference: Record<Exclude<InstancePhase, "exited">, number> = { running: 0, starting: 1, paused: 2 }

/**
 * Which of a service's instances a fault hits. The same instances in the same phases give the same answer, so that what
 * a preview names is what firing hits: those that serve before those that start, and the newest (highest number) first.
 * Instances without a process cannot be hit.
 *
 * @param instances all of one service, in order of number
 * @returns both parts in the order of `instances`
 * @throws GamedayError no_instances_to_hit when nothing runs, or less than the count asked for
 */
export function chooseInstances(instances: readonly ServiceInstance[], radius: BlastRadius): Choice {
  const candidates = instances.flatMap((instance, number) =>
    instance.phase === "exited" ? [] : [{ instance, number, rank: preference[instance.phase] }],
  )
  const count = countOf(radius, candidates.length)
  if (candidates.length === 0 || count > candidates.length) throw tooFew(candidates.length, instances.length)
  const chosen = new Set(
    candidates
      .toSorted((a, b) => a.rank - b.rank || b.number - a.number)
      .slice(0, count)
      .map(({ instance }) => instance),
  )
  return {
    hit: instances.filter((instance) => chosen.has(instance)),
    spared: instances.filter((instance) => !chosen.has(instance)),
  }
}

function countOf(radius: BlastRadius, candidates: number): number {
  if (radius === "all") return candidates
  if (typeof radius === "number") return radius
  return Math.max(1, Math.ceil((candidates * Number.parseInt(radius, 10)) / 100))
}

function tooFew(running: number, total: number): GamedayError {
  const advice =
    running === 0
      ? "Wait until self-healing has started one, or choose another service."
      : `Ask for ${running === 1 ? "1" : `1 to ${running}`}, a share such as "50%", or "all".`
  return new GamedayError("no_instances_to_hit", `${running} of ${total} instances run. ${advice}`)
}
