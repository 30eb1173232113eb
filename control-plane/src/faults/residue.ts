import type { Target } from "@gameday/contract"
import type { InstanceAdmin, PlatformInventory, ServiceInstance } from "../platforms/ports.ts"
import type { TrafficShaper } from "./ports.ts"

interface Places {
  readonly target: Target
  readonly inventory: Pick<PlatformInventory, "instances">
  readonly admin: Pick<InstanceAdmin, "faults" | "removeFault">
  readonly traffic: Pick<TrafficShaper, "holders" | "release">
}

/**
 * Asks every instance with a process what is injected into it, removes whatever it names, and asks again. For when nothing
 * may be injected anywhere: also a fault nobody remembers is found. The same for whoever comes to the shop without being a customer of
 * the load.
 *
 * @returns one line per leftover or instance that gave no answer; empty: nothing is left anywhere
 */
export async function sweepResidue(places: Places): Promise<string[]> {
  const [instances, traffic] = await Promise.all([sweepInstances(places), sweepTraffic(places)])
  return [...instances, ...traffic]
}

async function sweepTraffic({ traffic }: Places): Promise<string[]> {
  await Promise.all(traffic.holders().map((holder) => traffic.release(holder)))
  return traffic.holders().map((holder) => `The additional traffic of ${holder} is still there`)
}

async function sweepInstances({ target, inventory, admin }: Places): Promise<string[]> {
  const withoutAdmin = new Set(
    target.services.filter((service) => service.admin === false).map(({ name }) => name),
  )
  const isThere = ({ service, adminUrl, phase }: ServiceInstance) =>
    adminUrl !== null && phase !== "exited" && !withoutAdmin.has(service)
  const found = await Promise.all(
    inventory
      .instances()
      .filter(isThere)
      .map(async (instance) => {
        try {
          const strangers = await admin.faults(instance)
          if (strangers.length === 0) return []
          await Promise.all(strangers.map(({ id }) => admin.removeFault(instance, id)))
          return (await admin.faults(instance)).map(
            ({ id, kind }) => `${instance.id} still has ${kind} ${id}`,
          )
        } catch (error) {
          const now = inventory.instances().find(({ id }) => id === instance.id)
          if (now === undefined || !isThere(now)) return []
          return [
            `${instance.id} does not answer (${error instanceof Error ? error.message : String(error)})`,
          ]
        }
      }),
  )
  return found.flat()
}
