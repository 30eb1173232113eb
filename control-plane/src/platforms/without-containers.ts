import type { Localized } from "@gameday/contract"
import { GamedayError } from "../errors.ts"
import type { NetworkDisturber, PlatformCapability, ResourceLimiter } from "./ports.ts"

type WhyNot = (capability: PlatformCapability) => Localized | undefined

/** For platforms that cannot limit processes: refuses with the reason, and has nothing to take back. */
export function noLimiter(whyNot: WhyNot): ResourceLimiter {
  return {
    limitsOf: async () => undefined,
    limitCores: async () => refuse(whyNot("cpu-limit")),
    limitMemory: async () => refuse(whyNot("memory-limit")),
  }
}

/** For platforms that have no networks of their own. */
export function noNetwork(whyNot: WhyNot): NetworkDisturber {
  const capabilities = {
    cut: "partition",
    loss: "packet-loss",
    bandwidth: "bandwidth",
    delay: "network-latency",
  } as const
  return {
    disturb: async (_instanceId, _faultId, { type }) => refuse(whyNot(capabilities[type])),
    calm: async () => {},
    isDisturbed: async () => false,
  }
}

function refuse(reason: Localized | undefined): never {
  throw new GamedayError("unsupported_on_platform", reason?.en ?? "This platform cannot do it.")
}
