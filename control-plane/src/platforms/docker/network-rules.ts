import { createHash } from "node:crypto"
import type { Direction } from "@gameday/contract"
import type { Disturbance } from "../ports.ts"

/*
 * The scripts that run in an instance's network namespace. Everything that belongs to a fault carries the fault's mark, so
 * that it can be found and removed by somebody who knows the fault's id alone:
 *
 *   INPUT  ─► gameday-<mark>-in     one chain per fault and direction in the packet filter
 *   OUTPUT ─► gameday-<mark>-out
 *   <mark>:  tbf | netem            the root queue of each network interface
 */

/** Whom the rules are about, as addresses. */
export interface Addresses {
  /** Where the control plane asks from: its way to the admin port stays open. */
  readonly controlPlane: readonly string[]
  readonly adminPort: number
  /** Of those it is cut off from; unused when that is everyone. */
  readonly peers: readonly string[]
  /** The instance has addresses of this family too. */
  readonly ipv6: boolean
}

/** What a chain and a queue are called after. Made from the id rather than of it: an id may hold any character. */
export function markOf(faultId: string): { readonly chain: string; readonly handle: string } {
  const hex = createHash("sha256").update(faultId).digest("hex")
  // A queue's number has 16 bits; 0 and ffff mean something else.
  const number = (Number.parseInt(hex.slice(0, 4), 16) % 0xfffe) + 1
  return { chain: `gameday-${hex.slice(0, 10)}`, handle: number.toString(16) }
}

/** Puts a disturbance in place, or brings it up to date. Running it twice is the same as once. */
export function disturbScript(faultId: string, disturbance: Disturbance, addresses: Addresses): string {
  switch (disturbance.type) {
    case "cut":
    case "loss": {
      const families = addresses.ipv6 ? (["", "6"] as const) : ([""] as const)
      return script(...families.map((family) => filter(faultId, disturbance, addresses, family)))
    }
    case "bandwidth": {
      const { kilobitsPerSecond } = disturbance
      // Room for a few packets, at least, and for 20 ms at high rates, or the rate would not be reached.
      const burstBytes = Math.max(4_000, Math.ceil((kilobitsPerSecond * 1000 * 0.02) / 8))
      return script(
        queue(faultId, `tbf rate ${kilobitsPerSecond}kbit burst ${burstBytes}b latency ${queueMs}ms`),
      )
    }
    case "delay": {
      const { delayMs, jitterMs } = disturbance
      const jitter = jitterMs > 0 ? ` ${decimal(jitterMs)}ms` : ""
      return script(queue(faultId, `netem delay ${decimal(delayMs)}ms${jitter} limit ${queuedPackets}`))
    }
    default:
      return disturbance satisfies never
  }
}

/** Takes everything of the fault away, whichever tool put it there. No error when there is nothing. */
export function calmScript(faultId: string): string {
  const { chain, handle } = markOf(faultId)
  return script(`
for tool in iptables-nft iptables-legacy ip6tables-nft ip6tables-legacy; do
  for side in INPUT:${chain}-in OUTPUT:${chain}-out; do
    while $tool -w 2 -D "\${side%%:*}" -j "\${side##*:}" 2>/dev/null; do :; done
    $tool -w 2 -F "\${side##*:}" 2>/dev/null && $tool -w 2 -X "\${side##*:}" 2>/dev/null || :
  done
done
for path in /sys/class/net/*; do
  device=\${path##*/}
  if tc qdisc show dev "$device" | grep -q ' ${handle}: .*root'; then tc qdisc del dev "$device" root; fi
done`)
}

/** Prints what is in place. Fails when it cannot look. */
export const lookScript = script(`
looked=
for tool in iptables-nft iptables-legacy; do if $tool -w 2 -S 2>/dev/null; then looked=yes; fi; done
for tool in ip6tables-nft ip6tables-legacy; do $tool -w 2 -S 2>/dev/null || :; done
[ -n "$looked" ]
tc qdisc show`)

/** Whether what `lookScript` printed holds anything of the fault. */
export function isMarked(printed: string, faultId: string): boolean {
  const { chain, handle } = markOf(faultId)
  return printed
    .split("\n")
    .some((line) => line.includes(`${chain}-`) || (line.startsWith("qdisc") && line.includes(` ${handle}: `)))
}

/** How long a packet may wait for its turn before it is dropped. */
const queueMs = 400
const queuedPackets = 10_000

const decimal = (value: number) => String(Math.round(value * 1000) / 1000)

function script(...parts: readonly string[]): string {
  return ["set -eu", ...parts.map((part) => part.trim())].join("\n")
}

/** Replaces the root queue of every interface but loopback. */
function queue(faultId: string, discipline: string): string {
  const { handle } = markOf(faultId)
  return `
for path in /sys/class/net/*; do
  device=\${path##*/}
  if [ "$device" = lo ]; then continue; fi
  tc qdisc replace dev "$device" root handle ${handle}: ${discipline}
done`
}

/** One rule set, exchanged as a whole: at no moment is half of it in place. */
function filter(
  faultId: string,
  disturbance: Extract<Disturbance, { type: "cut" | "loss" }>,
  addresses: Addresses,
  family: "" | "6",
): string {
  const { chain } = markOf(faultId)
  const ofFamily = (list: readonly string[]) =>
    list.filter((address) => address.includes(":") === (family === "6")).map(assertAddress)
  const spared = ofFamily(addresses.controlPlane)
  const peers = ofFamily(addresses.peers)
  const lines = (side: "in" | "out") => [
    `-A ${chain}-${side} ${side === "in" ? "-i" : "-o"} lo -j RETURN`,
    ...spared.map((address) =>
      side === "in"
        ? `-A ${chain}-in -s ${address} -p tcp --dport ${addresses.adminPort} -j RETURN`
        : `-A ${chain}-out -d ${address} -p tcp --sport ${addresses.adminPort} -j RETURN`,
    ),
    ...(disturbance.type === "loss" ? losing(disturbance, side) : cutting(disturbance, peers, side)).map(
      (rule) => `-A ${chain}-${side} ${rule}`,
    ),
  ]
  return `
for kind in nft legacy; do if ip${family}tables-$kind -w 2 -S >/dev/null 2>&1; then break; fi; done
ip${family}tables-$kind-restore -w 2 --noflush <<'RULES'
*filter
:${chain}-in - [0:0]
:${chain}-out - [0:0]
${[...lines("in"), ...lines("out")].join("\n")}
COMMIT
RULES
for side in INPUT:${chain}-in OUTPUT:${chain}-out; do
  jump="\${side%%:*} -j \${side##*:}"
  ip${family}tables-$kind -w 2 -C $jump 2>/dev/null || ip${family}tables-$kind -w 2 -I $jump
done`.trim()
}

function losing(
  { percentage, direction }: { readonly percentage: number; readonly direction: Direction },
  side: "in" | "out",
): string[] {
  if (direction === (side === "in" ? "outgoing" : "incoming")) return []
  return [`-m statistic --mode random --probability ${(percentage / 100).toFixed(8)} -j DROP`]
}

/** One direction means connections rather than packets: a packet belongs to a connection that either side opened. */
function cutting(
  { from, direction }: Pick<Extract<Disturbance, { type: "cut" }>, "from" | "direction">,
  peers: readonly string[],
  side: "in" | "out",
): string[] {
  const opened = (direction === "incoming") === (side === "in") ? "ORIGINAL" : "REPLY"
  const of = direction === "both" ? "" : `-m conntrack --ctdir ${opened} `
  if (from === "everyone") return [`${of}-j DROP`]
  return peers.map((address) => `${side === "in" ? "-s" : "-d"} ${address} ${of}-j DROP`)
}

/** The engine gave it to us; that it is an address is checked all the same before it becomes part of a script. */
function assertAddress(address: string): string {
  if (/^[0-9a-fA-F:.]+$/.test(address)) return address
  throw new Error(`not an address: ${address}`)
}
