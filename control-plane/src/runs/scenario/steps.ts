import { type Scenario, type ScenarioStep, type StepAction, stepActionNames } from "@gameday/contract"

/** A step with where it stands. */
export interface PlacedStep {
  readonly step: ScenarioStep
  /** JSON pointer into the scenario. */
  readonly path: string
  /** Of its section, from 0. */
  readonly sectionIndex: number
}

/** Every step, in the order of the file. */
export function stepsOf({ sections }: Scenario): PlacedStep[] {
  return sections.flatMap(({ steps = [] }, sectionIndex) =>
    steps.map((step, index) => ({ step, sectionIndex, path: `/sections/${sectionIndex}/steps/${index}` })),
  )
}

/** What it does; one in a scenario that was read. */
export function actionsOf(step: ScenarioStep): StepAction[] {
  return stepActionNames.filter((action) => step[action] !== undefined)
}

export const triggers = ["at", "after", "when", "cue"] as const
export type Trigger = (typeof triggers)[number]

/** How it begins; none: in turn. One at most in a scenario that was read. `cue: false` is none. */
export function triggersOf(step: ScenarioStep): Trigger[] {
  return triggers.filter((trigger) => step[trigger] !== undefined && step[trigger] !== false)
}

/** Steps without a track share one. */
export function trackOf({ track }: ScenarioStep): string {
  return track ?? "main"
}
