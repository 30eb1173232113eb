import { lookup } from "node:dns/promises"
import { BlockList, isIP } from "node:net"
import { networkInterfaces } from "node:os"

/** Private ranges: what a compose project's network is made of. */
const privateNetworks = new BlockList()
privateNetworks.addSubnet("10.0.0.0", 8, "ipv4")
privateNetworks.addSubnet("172.16.0.0", 12, "ipv4")
privateNetworks.addSubnet("192.168.0.0", 16, "ipv4")
privateNetworks.addSubnet("fc00::", 7, "ipv6")

const loopback = new BlockList()
loopback.addSubnet("127.0.0.0", 8, "ipv4")
loopback.addAddress("::1", "ipv6")

export type TargetAddress =
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "unresolvable"; readonly reason: string }
  | { readonly kind: "foreign"; readonly address: string }

/**
 * Finds the address to send load to, and makes sure that it may be sent there: only to this machine, or, for a host named
 * explicitly, to a private network.
 *
 * @param hostname a name or an address
 * @param allowedHosts names outside this machine that the stage itself runs, such as a compose service
 */
export async function resolveTarget(
  hostname: string,
  allowedHosts: readonly string[],
): Promise<TargetAddress> {
  let addresses: string[]
  try {
    addresses = (await lookup(hostname, { all: true, order: "ipv4first" })).map(({ address }) => address)
  } catch (error) {
    return { kind: "unresolvable", reason: String((error as NodeJS.ErrnoException).code ?? error) }
  }
  const named = allowedHosts.includes(hostname)
  const foreign = addresses.find((address) => !isHere(address) && !(named && isPrivate(address)))
  if (foreign !== undefined) return { kind: "foreign", address: foreign }
  const [address] = addresses
  return address === undefined ? { kind: "unresolvable", reason: "no address" } : { kind: "address", address }
}

function isHere(address: string): boolean {
  if (loopback.check(address, familyOf(address))) return true
  return Object.values(networkInterfaces()).some((list) => list?.some((own) => own.address === address))
}

const isPrivate = (address: string) => privateNetworks.check(address, familyOf(address))

const familyOf = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4")
