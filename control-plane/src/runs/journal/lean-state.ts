import type { State } from "@gameday/contract"

/** A state as a journal keeps it: the notes of all sections stand in its header, those that are shown now also here. */
export function leanState(state: State): State {
  const { run } = state
  if (run === null) return state
  const current = run.sections.findIndex(({ id }) => id === run.currentSection)
  const sections = run.sections.map((section, index) =>
    index === current || index === current + 1 ? section : { ...section, notes: null },
  )
  return { ...state, run: { ...run, sections } }
}

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
