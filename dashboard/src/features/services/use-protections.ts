import type { Protection, State } from "@gameday/contract"
import { useState } from "react"
import { api } from "../../api/client.ts"
import { run } from "../../commands/run.ts"
import { allProtections, protectionsOff } from "../../faults/protections.ts"

/**
 * Takes protections of a service away for a while. A second fault of the kind is refused, so another selection heals
 * the first one and injects a new one.
 */
export function useProtections(state: State, service: string) {
  const [switching, setSwitching] = useState(false)
  const without = protectionsOff(state)
  const off = without?.off ?? []

  const set = async (mechanisms: Protection[], ttlSeconds: number) => {
    setSwitching(true)
    const healed = without === null || (await run(api.healFault(without.fault.id))) !== undefined
    if (healed && mechanisms.length > 0) {
      await run(
        api.injectFault({
          kind: "resilience-off",
          target: { service, instances: "all" },
          params: { mechanisms },
          ttlSeconds,
        }),
      )
    }
    setSwitching(false)
  }
  return {
    off,
    switching,
    /** The control plane's time, ms; null: nothing is off. */
    backAt: without?.fault.expiresAt ?? null,
    toggle: (name: Protection, ttlSeconds: number) =>
      void set(
        allProtections.filter((one) => off.includes(one) !== (one === name)),
        ttlSeconds,
      ),
    restore: () => void set([], 0),
  }
}
