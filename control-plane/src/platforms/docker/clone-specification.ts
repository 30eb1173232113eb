import type Docker from "dockerode"
import { GamedayError } from "../../errors.ts"
import type { ResourceLimits } from "../ports.ts"
import { limitsAtCreation } from "./engine-limits.ts"
import { labels } from "./labels.ts"

export interface CloneSpecification {
  readonly create: Docker.ContainerCreateOptions
  /** Older engines take one network at creation; the others are joined afterwards. */
  readonly furtherNetworks: readonly { readonly name: string; readonly endpoint: Docker.EndpointSettings }[]
}

/**
 * What to ask the engine for to get another replica like `original`: same image, configuration and limits, next
 * number, and the network aliases by which others find the service (the engine does not copy those).
 *
 * @param limits what it may use when the original is limited by a fault; absent: as much as the original
 * @throws GamedayError unsupported_on_platform when the original publishes ports of the host, which exist once
 */
export function cloneSpecification(
  original: Docker.ContainerInspectInfo,
  number: number,
  limits?: ResourceLimits,
): CloneSpecification {
  const { Config, HostConfig, Id, NetworkSettings } = original
  const service = Config.Labels[labels.service] ?? ""
  if (Object.keys(HostConfig.PortBindings ?? {}).length > 0) {
    throw new GamedayError(
      "unsupported_on_platform",
      `${service} cannot be scaled: it publishes ports of this machine, and each of them exists once.`,
    )
  }
  const name = `${Config.Labels[labels.project]}-${service}-${number}`
  const own = new Set([original.Name.replace(/^\//, ""), Id.slice(0, 12)])
  const networks = Object.entries(NetworkSettings.Networks).map(([network, { Aliases }]) => {
    const aliases = ((Aliases as string[] | null) ?? []).filter((alias) => !own.has(alias))
    return {
      name: network,
      endpoint: { Aliases: [...new Set([service, ...aliases])] },
    }
  })
  const [first, ...furtherNetworks] = networks
  // The engine would take the original's host name, its own short id, for a wish.
  const { Hostname: _, ...configuration } = Config
  return {
    create: {
      ...configuration,
      name,
      Labels: { ...Config.Labels, [labels.number]: String(number), [labels.clone]: "true" },
      HostConfig: limits === undefined ? HostConfig : { ...HostConfig, ...limitsAtCreation(limits) },
      ...(first === undefined
        ? {}
        : { NetworkingConfig: { EndpointsConfig: { [first.name]: first.endpoint } } }),
    },
    furtherNetworks,
  }
}
