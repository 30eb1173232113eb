import type { Localized } from "@gameday/contract"
import { useMemo } from "react"
import { useStage } from "./stage-store.ts"

/** What people call the services and dependencies of this stage, by name. */
export function useTitles(): ReadonlyMap<string, Localized> {
  const services = useStage((stage) => stage.state?.services)
  const dependencies = useStage((stage) => stage.state?.dependencies)
  return useMemo(
    () => new Map([...(services ?? []), ...(dependencies ?? [])].map(({ name, title }) => [name, title])),
    [services, dependencies],
  )
}
