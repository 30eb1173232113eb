import { networkInterfaces } from "node:os"
import type { Target } from "@gameday/contract"
import { GamedayError } from "../../errors.ts"
import type { Disturbance, NetworkDisturber } from "../ports.ts"
import type { ContainerEngine } from "./container-engine.ts"
import type { InventoryEntry } from "./container-inventory.ts"
import { type Addresses, calmScript, disturbScript, isMarked, lookScript } from "./network-rules.ts"

export interface ContainerNetworkOptions {
  readonly engine: ContainerEngine
  readonly target: Target
  /** Rejects with a GamedayError for whatever is no instance. */
  readonly find: (instanceId: string) => Promise<InventoryEntry>
}

/** Disturbs the network of the stage's containers, each from inside its own network namespace. */
export class ContainerNetwork implements NetworkDisturber {
  readonly #options: ContainerNetworkOptions
  /** What is in place, as far as we know: the script, by fault and process. Another process has another network. */
  readonly #inPlace = new Map<string, string>()

  constructor(options: ContainerNetworkOptions) {
    this.#options = options
  }

  async disturb(instanceId: string, faultId: string, disturbance: Disturbance): Promise<void> {
    const entry = await this.#options.find(instanceId)
    if (entry.phase === "exited") return
    const script = disturbScript(faultId, disturbance, await this.#addresses(entry, disturbance))
    const place = placeOf(entry, faultId)
    if (this.#inPlace.get(place) === script) return
    if ((await this.#run(entry, script)) !== undefined) this.#inPlace.set(place, script)
  }

  async calm(instanceId: string, faultId: string): Promise<void> {
    const entry = await this.#options.find(instanceId)
    await this.#run(entry, calmScript(faultId))
    for (const place of this.#inPlace.keys()) {
      if (place.startsWith(`${faultId} ${entry.container.containerId} `)) this.#inPlace.delete(place)
    }
  }

  async isDisturbed(instanceId: string, faultId: string): Promise<boolean> {
    const printed = await this.#run(await this.#options.find(instanceId), lookScript)
    return printed !== undefined && isMarked(printed, faultId)
  }

  /** @returns what it said; undefined when there is no process, and so no network */
  async #run(entry: InventoryEntry, script: string): Promise<string | undefined> {
    const outcome = await this.#options.engine.runBeside(entry.container.containerId, script)
    if (outcome === "no process") return undefined
    if (outcome.exitCode === 0) return outcome.output
    const said = outcome.output.split("\n").at(-1) || "no reason given"
    throw new GamedayError("platform_failed", `The network of ${entry.id} cannot be changed: ${said}`)
  }

  async #addresses(entry: InventoryEntry, disturbance: Disturbance): Promise<Addresses> {
    const { engine, target } = this.#options
    const service = target.services.find(({ name }) => name === entry.service)
    const { containerId, addresses } = entry.container
    const names = disturbance.type === "cut" && disturbance.from !== "everyone" ? disturbance.from : []
    for (const name of names) this.#assertKnown(name)
    const members = await Promise.all(names.map((name) => engine.members(name)))
    return {
      controlPlane: ownAddresses(),
      adminPort: service?.ports.admin ?? 0,
      peers: members
        .flat()
        .filter((member) => member.containerId !== containerId)
        .flatMap((member) => member.addresses)
        .sort(),
      ipv6: addresses.some((address) => address.includes(":")),
    }
  }

  #assertKnown(name: string): void {
    const { services, dependencies } = this.#options.target
    const known = [...services, ...dependencies].map((candidate) => candidate.name)
    if (known.includes(name)) return
    throw new GamedayError(
      "unknown_service",
      `There is no service or dependency "${name}" to be cut off from. There are: ${known.join(", ")}.`,
    )
  }
}

const placeOf = ({ container }: InventoryEntry, faultId: string) =>
  `${faultId} ${container.containerId} ${container.startedAt}`

/** Where our questions to the admin ports come from: in a container its own, on a host also those of its bridges. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address.replace(/%.*$/, ""))
    .sort()
}
