import type { Localized } from "@gameday/contract"
import type { Logger } from "../../log.ts"
import type { PlatformCapability } from "../ports.ts"
import type { ContainerEngine } from "./container-engine.ts"

const triedOut = [
  "cpu-limit",
  "memory-limit",
  "partition",
  "packet-loss",
  "bandwidth",
  "network-latency",
] as const satisfies PlatformCapability[]

/** What depends on the engine and its kernel. */
export type TriedOut = (typeof triedOut)[number]

export function isTried(capability: PlatformCapability): capability is TriedOut {
  return (triedOut as readonly PlatformCapability[]).includes(capability)
}

/** Each is tried in a network of its own in which there is nothing to break. Prints one line each: its name, "=", and what went wrong. */
const networkProbes = {
  partition: "$filter -A gameday-probe -m conntrack --ctdir ORIGINAL -j DROP",
  "packet-loss": "$filter -A gameday-probe -m statistic --mode random --probability 0.5 -j DROP",
  bandwidth: "tc qdisc replace dev lo root tbf rate 1mbit burst 10kb latency 100ms",
  "network-latency": "tc qdisc replace dev lo root netem delay 1ms",
} as const satisfies Partial<Record<TriedOut, string>>

const probeScript = `
filter=iptables-legacy
if iptables-nft -w 2 -S >/dev/null 2>&1; then filter=iptables-nft; fi
$filter -w 2 -N gameday-probe >/dev/null 2>&1
try() { name=$1; shift; if said=$("$@" 2>&1); then echo "$name="; else echo "$name=$(echo "\${said:-refused}" | tr '\\n' ' ')"; fi; }
${Object.entries(networkProbes)
  .map(([name, command]) => `try ${name} ${command}`)
  .join("\n")}
`

const checking: Localized = {
  en: "Whether this machine can do it is being checked.",
  de: "Ob diese Maschine das kann, wird gerade geprüft.",
}
const noHelper: Localized = {
  en: "Needs the image gameday-nettools, which is not here: start with npm run start:docker, which builds it.",
  de: "Braucht das Image gameday-nettools, das hier fehlt: mit npm run start:docker starten, das baut es.",
}

/** Finds out once, by trying, what this engine and its kernel can do to a running container. */
export class Preflight {
  readonly #engine: Pick<ContainerEngine, "runAlone" | "facts">
  readonly #logger: Logger
  #verdicts: Record<TriedOut, Localized | undefined> = {
    "cpu-limit": checking,
    "memory-limit": checking,
    partition: checking,
    "packet-loss": checking,
    bandwidth: checking,
    "network-latency": checking,
  }

  constructor(engine: Pick<ContainerEngine, "runAlone" | "facts">, logger: Logger) {
    this.#engine = engine
    this.#logger = logger
  }

  whyNot(capability: TriedOut): Localized | undefined {
    return this.#verdicts[capability]
  }

  /** Never rejects: what cannot be tried cannot be done, and the reason says so. */
  async run(): Promise<void> {
    const [limits, network] = await Promise.all([this.#limits(), this.#network()])
    this.#verdicts = { ...limits, ...network }
    const impossible = Object.entries(this.#verdicts).flatMap(([name, reason]) =>
      reason === undefined ? [] : [`${name}: ${reason.en}`],
    )
    this.#logger.info({ impossible }, "preflight done")
  }

  /** The engine has asked its kernel for this at its own start. */
  async #limits(): Promise<Pick<Record<TriedOut, Localized | undefined>, "cpu-limit" | "memory-limit">> {
    try {
      const { limitsCores, limitsMemory } = await this.#engine.facts()
      return {
        "cpu-limit": limitsCores ? undefined : cannot("limit processors (CFS quota)"),
        "memory-limit": limitsMemory ? undefined : cannot("limit memory"),
      }
    } catch (error) {
      const reason = notTried(error)
      return { "cpu-limit": reason, "memory-limit": reason }
    }
  }

  async #network(): Promise<Record<keyof typeof networkProbes, Localized | undefined>> {
    const verdicts = await this.#tryOut()
    return {
      partition: verdicts("partition"),
      "packet-loss": verdicts("packet-loss"),
      bandwidth: verdicts("bandwidth"),
      "network-latency": verdicts("network-latency"),
    }
  }

  async #tryOut(): Promise<(name: keyof typeof networkProbes) => Localized | undefined> {
    try {
      const outcome = await this.#engine.runAlone(probeScript)
      if (outcome === "no image") return () => noHelper
      const said = new Map(
        outcome.output.split("\n").flatMap((line) => {
          const at = line.indexOf("=")
          return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1).trim()] as const]
        }),
      )
      return (name) => {
        const problem = said.get(name)
        return problem === "" ? undefined : kernelLacks(networkProbes[name], problem ?? "no answer")
      }
    } catch (error) {
      const reason = notTried(error)
      return () => reason
    }
  }
}

function kernelLacks(command: string, said: string): Localized {
  const tool = /netem|tbf|statistic|conntrack/.exec(command)?.[0] ?? command
  return {
    en: `The kernel of this machine does not have what it takes (${tool}: ${said}).`,
    de: `Dem Kernel dieser Maschine fehlt, was es dazu braucht (${tool}: ${said}).`,
  }
}

function cannot(what: string): Localized {
  return {
    en: `The engine says that its kernel cannot ${what}.`,
    de: `Die Docker-Engine meldet, dass ihr Kernel das nicht kann (${what}).`,
  }
}

function notTried(error: unknown): Localized {
  const why = error instanceof Error ? error.message : String(error)
  return {
    en: `Trying it out failed: ${why}`,
    de: `Der Versuch, es auszuprobieren, ist gescheitert: ${why}`,
  }
}
