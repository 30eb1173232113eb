import type { State } from "@gameday/contract"

/** What of a state a viewer would notice at once when it changes. */
export function shapeOf({ run, services, faults, load, healing, dependencies }: State): string {
  return JSON.stringify([
    run && [run.status, run.currentSection, run.steps.map(({ status }) => status[0]).join("")],
    services.map(({ status, instances }) => [status, instances.map((one) => one.status[0]).join("")]),
    dependencies.map(({ status }) => status),
    faults.filter(({ status }) => status !== "reverted").map(({ id, status }) => [id, status]),
    load?.id,
    healing,
  ])
}
