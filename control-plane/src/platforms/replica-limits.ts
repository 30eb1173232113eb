import type { Target, TargetService } from "@gameday/contract"
import { GamedayError } from "../errors.ts"

/** @throws GamedayError unknown_service, naming those there are */
export function serviceOf(target: Target, name: string): TargetService {
  const service = target.services.find((candidate) => candidate.name === name)
  if (service !== undefined) return service
  const known = target.services.map((candidate) => candidate.name).join(", ")
  throw new GamedayError("unknown_service", `There is no service "${name}"; there are ${known}.`)
}

/** @throws GamedayError unknown_service, validation_failed when the target does not allow that many */
export function assertReplicas(target: Target, name: string, replicas: number): TargetService {
  const service = serviceOf(target, name)
  if (Number.isInteger(replicas) && replicas >= 1 && replicas <= service.maxReplicas) return service
  const range = service.maxReplicas === 1 ? "exactly 1 replica" : `1 to ${service.maxReplicas} replicas`
  throw new GamedayError("validation_failed", `${name} takes ${range}, not ${replicas}.`, {
    details: [{ path: "/replicas", message: `must be ${range}` }],
  })
}

/** @returns the error for an id that names no instance: protected when it is something of ours, else unknown */
export function noSuchInstance(target: Target, id: string, known: readonly string[]): GamedayError {
  const name = id.replace(/-\d+$/, "")
  const isProtected =
    name === "control-plane" || target.dependencies.some((dependency) => dependency.name === name)
  return isProtected
    ? new GamedayError(
        "protected_target",
        `${id} is not a target: only the services of ${target.name} can be hit.`,
      )
    : new GamedayError("unknown_instance", `There is no instance "${id}"; there are ${known.join(", ")}.`)
}
