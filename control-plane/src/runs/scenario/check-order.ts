import type { Scenario } from "@gameday/contract"
import type { Problem } from "./problem.ts"
import { actionsOf, type PlacedStep, stepsOf, trackOf, triggersOf } from "./steps.ts"

/** Ids that are there twice, steps that do nothing or two things, and steps that would never begin. */
export function checkOrder(scenario: Scenario): Problem[] {
  const steps = stepsOf(scenario)
  return [
    ...twice(scenario.sections.map(({ id }, index) => ({ id, path: `/sections/${index}/id` }))),
    ...twice(steps.map(({ step, path }) => ({ id: step.id, path: `${path}/id` }))),
    ...twice(scenario.expectations.map(({ id }, index) => ({ id, path: `/expectations/${index}/id` }))),
    ...steps.flatMap((placed) => checkOne(placed, scenario)),
    ...checkWaiting(steps),
  ]
}

function checkOne({ step, path, sectionIndex }: PlacedStep, { sections }: Scenario): Problem[] {
  const problems: Problem[] = []
  const actions = actionsOf(step)
  const triggers = triggersOf(step)
  if (actions.length === 0) {
    const message = "does nothing; give it one of inject, heal, scale, restart, load, request, narrate, pause"
    problems.push({ path, message })
  }
  for (const key of actions.slice(1)) {
    problems.push({ path, key, message: `does two things, ${actions[0]} and ${key}; make two steps of it` })
  }
  for (const key of triggers.slice(1)) {
    problems.push({ path, key, message: `begins by ${triggers[0]} and by ${key}; one of them has to go` })
  }
  if (step.withinSeconds !== undefined && step.when === undefined) {
    problems.push({ path, key: "withinSeconds", message: 'says how long "when" may take, but has none' })
  }
  const length = sections[sectionIndex]?.seconds ?? 0
  if (step.at !== undefined && step.at > length) {
    const message = `is ${step.at} s, but its section is over after ${length} s`
    problems.push({ path: `${path}/at`, message })
  }
  return problems
}

function twice(ids: readonly { readonly id: string; readonly path: string }[]): Problem[] {
  const seen = new Set<string>()
  return ids.flatMap(({ id, path }) => {
    const again = seen.has(id)
    seen.add(id)
    return again ? [{ path, message: `"${id}" is there already` }] : []
  })
}

/** `after` names steps that are there and whose end can be waited for. */
function checkWaiting(steps: readonly PlacedStep[]): Problem[] {
  const known = new Map(steps.map((placed) => [placed.step.id, placed]))
  const waitsFor = new Map(
    steps.map((placed, index) => [placed.step.id, whatItWaitsFor(placed, steps, index)]),
  )
  return steps.flatMap(({ step, path, sectionIndex }) => {
    if (step.after === undefined) return []
    const at = `${path}/after/step`
    const awaited = known.get(step.after.step)
    if (awaited === undefined) return [{ path: at, message: `names "${step.after.step}", which is no step` }]
    if (awaited.sectionIndex > sectionIndex) {
      return [{ path: at, message: `waits for "${awaited.step.id}", which is in a later section` }]
    }
    return reaches(awaited.step.id, step.id, waitsFor)
      ? [{ path: at, message: `waits for "${awaited.step.id}", which itself waits for this step` }]
      : []
  })
}

/** The step that has to end before it: the one it names, or the one before it in its track, unless a time says when it begins. */
function whatItWaitsFor(
  { step, sectionIndex }: PlacedStep,
  steps: readonly PlacedStep[],
  index: number,
): string | undefined {
  if (step.after !== undefined) return step.after.step
  if (step.at !== undefined) return undefined
  return steps
    .slice(0, index)
    .findLast((other) => other.sectionIndex === sectionIndex && trackOf(other.step) === trackOf(step))?.step
    .id
}

/** Whether waiting for `from` means waiting for `to`, at some remove. */
function reaches(from: string, to: string, waitsFor: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>()
  for (let id: string | undefined = from; id !== undefined && !seen.has(id); id = waitsFor.get(id)) {
    if (id === to) return true
    seen.add(id)
  }
  return false
}
