import {
  type Localized,
  type Scenario,
  type ScenarioSection,
  type ScenarioStep,
  type StepAction,
  type StepState,
  stepActionNames,
} from "@gameday/contract"

export type StepTrigger = StepState["trigger"]

/** What one step does: the action's name with its parameters. */
export type StepCommand = { [A in StepAction]: { type: A; params: NonNullable<ScenarioStep[A]> } }[StepAction]

/** One step of the scenario with everything that follows from where it stands. */
export interface ScriptedStep {
  readonly id: string
  readonly section: string
  readonly title: Localized
  readonly trigger: StepTrigger
  readonly step: ScenarioStep
  readonly command: StepCommand
  /** The step before it in its track and section. */
  readonly before: string | null
  /** Since the run began; null when it depends on something. */
  readonly plannedAtSeconds: number | null
}

export interface ScriptedSection {
  readonly section: ScenarioSection
  /** Planned, since the run began. */
  readonly fromSeconds: number
  readonly steps: readonly ScriptedStep[]
}

const onlyTrack = "main"

/** The scenario as the director plays it. */
export function scriptOf({ sections }: Scenario): ScriptedSection[] {
  let fromSeconds = 0
  return sections.map((section) => {
    const scripted = { section, fromSeconds, steps: stepsOf(section, fromSeconds) }
    fromSeconds += section.seconds
    return scripted
  })
}

export function plannedSecondsOf({ sections }: Scenario): number {
  return sections.reduce((sum, { seconds }) => sum + seconds, 0)
}

function stepsOf({ id: section, steps = [] }: ScenarioSection, fromSeconds: number): ScriptedStep[] {
  const lastOfTrack = new Map<string, string>()
  return steps.map((step) => {
    const track = step.track ?? onlyTrack
    const before = lastOfTrack.get(track) ?? null
    lastOfTrack.set(track, step.id)
    const trigger = triggerOf(step)
    const command = commandOf(step)
    return {
      id: step.id,
      section,
      title: step.title ?? titleOf(command),
      trigger,
      step,
      command,
      before,
      plannedAtSeconds: plannedAt(step, trigger, before, fromSeconds),
    }
  })
}

function triggerOf({ at, after, when, cue }: ScenarioStep): StepTrigger {
  if (at !== undefined) return "at"
  if (after !== undefined) return "after"
  if (when !== undefined) return "when"
  return cue === true ? "cue" : "turn"
}

function plannedAt(
  { at = 0 }: ScenarioStep,
  trigger: StepTrigger,
  before: string | null,
  fromSeconds: number,
): number | null {
  if (trigger === "at") return fromSeconds + at
  return trigger === "turn" && before === null ? fromSeconds : null
}

/** @throws Error when the step does nothing: scenarios are validated before they get here */
function commandOf(step: ScenarioStep): StepCommand {
  const type = stepActionNames.find((name) => step[name] !== undefined)
  if (type === undefined) throw new Error(`the step ${step.id} does nothing`)
  return { type, params: step[type] } as StepCommand
}

function titleOf({ type, params }: StepCommand): Localized {
  switch (type) {
    case "narrate":
    case "pause":
      return params
    case "inject": {
      const what = `${params.kind} · ${params.target.service}`
      return { en: what, de: what }
    }
    case "heal":
      return params === "everything"
        ? { en: "Heal everything", de: "Alles heilen" }
        : { en: `Heal ${params}`, de: `${params} heilen` }
    case "scale":
      return {
        en: `${params.service}: ${params.replicas} replicas`,
        de: `${params.service}: ${params.replicas} Instanzen`,
      }
    case "restart":
      return { en: `Restart ${params.service}`, de: `${params.service} neu starten` }
    case "load":
      return "rps" in params
        ? { en: `Load: ${params.rps} per second`, de: `Last: ${params.rps} pro Sekunde` }
        : { en: `Load: ${params.profile.kind}`, de: `Last: ${params.profile.kind}` }
    case "request": {
      const what = `${params.method ?? "GET"} ${params.path}`
      return { en: what, de: what }
    }
  }
}
