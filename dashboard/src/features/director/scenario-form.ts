import type { Scenario, ScenarioVariable, VariableValue } from "@gameday/contract"

export type Values = Readonly<Record<string, VariableValue | undefined>>

export interface VariableField {
  readonly name: string
  readonly variable: ScenarioVariable
}

/** What may be set before a scenario starts, in the order of its file. */
export function fieldsOf({ variables = {} }: Scenario): VariableField[] {
  return Object.entries(variables).map(([name, variable]) => ({ name, variable }))
}

export type FieldProblem = "below" | "above" | null

/** Whether a number lies within the limits of its variable. Empty means the default. */
export function problemOf(
  { minimum, maximum }: ScenarioVariable,
  value: VariableValue | undefined,
): FieldProblem {
  if (typeof value !== "number") return null
  if (minimum !== undefined && value < minimum) return "below"
  return maximum !== undefined && value > maximum ? "above" : null
}

/** Only what was set to something else: the file's own values stay its own. */
export function changedValues(scenario: Scenario, values: Values): Record<string, VariableValue> {
  return Object.fromEntries(
    fieldsOf(scenario).flatMap(({ name, variable }) => {
      const value = values[name]
      return value === undefined || value === variable.default ? [] : [[name, value]]
    }),
  )
}

export function isStartable(scenario: Scenario, values: Values): boolean {
  return fieldsOf(scenario).every(({ name, variable }) => problemOf(variable, values[name]) === null)
}
