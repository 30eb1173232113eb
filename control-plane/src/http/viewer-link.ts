import { networkInterfaces } from "node:os"
import { type Static, Type } from "typebox"

/** The link for the audience, and whether their phones can open it. */
export const ViewerLink = Type.Object({
  url: Type.String({ description: "opens the dashboard read-only; whoever has it may watch" }),
  reach: Type.Union(
    [
      Type.Literal("network"),
      Type.Literal("this-machine"),
      Type.Literal("unnamed"),
      Type.Literal("container"),
    ],
    {
      description:
        "network: others can open it; this-machine: the stage listens on loopback only (GAMEDAY_HOST); unnamed: it listens everywhere but answers to no name that others know (GAMEDAY_PUBLIC_HOSTS); container: Docker publishes it on this machine only",
    },
  ),
  addresses: Type.Array(Type.String(), {
    description:
      "of this machine, for the setting that would let others in; empty when it is reached, or in a container",
  }),
})
export type ViewerLink = Static<typeof ViewerLink>

export interface Listening {
  /** Where the server listens. */
  readonly host: string
  readonly publicHosts: readonly string[]
  readonly viewerToken: string
  readonly inContainer: boolean
}

/** What the operator's browser asked. */
export interface Asked {
  readonly protocol: string
  /** The Host header: name and port. */
  readonly host: string
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/
const wildcards = new Set(["0.0.0.0", "::"])

/**
 * The name the operator's browser used is one that works. Only loopback works for nobody else, so then it is the name or
 * address the server is configured with.
 *
 * @param addresses of this machine that others may know
 */
export function viewerLinkOf(
  { host, publicHosts, viewerToken, inContainer }: Listening,
  asked: Asked,
  addresses: readonly string[] = ownAddresses(),
): ViewerLink {
  const at = (authority: string) => `${asked.protocol}://${authority}/ha-dashboard?token=${viewerToken}`
  const { hostname, port } = new URL(`${asked.protocol}://${asked.host}`)
  if (!loopback.test(hostname)) return { url: at(asked.host), reach: "network", addresses: [] }

  const known = wildcards.has(host) ? publicHosts.find(isKnownOutside) : host
  if (known !== undefined && !loopback.test(known)) {
    const name = known.includes(":") ? `[${known}]` : known
    return { url: at(port === "" ? name : `${name}:${port}`), reach: "network", addresses: [] }
  }
  if (inContainer) return { url: at(asked.host), reach: "container", addresses: [] }
  return {
    url: at(asked.host),
    reach: wildcards.has(host) ? "unnamed" : "this-machine",
    addresses: [...addresses],
  }
}

/** A name without a dot is one of a container network or of this machine alone. */
function isKnownOutside(name: string): boolean {
  return !loopback.test(name) && /[.:]/.test(name)
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4")
    .map(({ address }) => address)
}
