import type { PlatformInventory, ServiceInstance } from "../platforms/ports.ts"

/** The instance with that name, as it is now; undefined when it is no longer meant to exist. */
export function instanceNamed(
  inventory: Pick<PlatformInventory, "instances">,
  id: string,
): ServiceInstance | undefined {
  return inventory.instances().find((instance) => instance.id === id)
}

/** The instance when there is a process whose admin port can be asked; undefined when there is nobody to ask. */
export function reachable(
  inventory: Pick<PlatformInventory, "instances">,
  id: string,
): ServiceInstance | undefined {
  const instance = instanceNamed(inventory, id)
  return instance === undefined || instance.phase === "exited" || instance.adminUrl === null
    ? undefined
    : instance
}
