import type { ErrorDetail, Scenario, VariableValue } from "@gameday/contract"
import { GamedayError } from "../../errors.ts"
import { routeOf } from "../../load/journey/compiled-step.ts"
import { checkActions } from "./check-actions.ts"
import { checkAssertions } from "./check-assertions.ts"
import { checkOrder } from "./check-order.ts"
import type { KnownStage } from "./known-stage.ts"
import type { Problem } from "./problem.ts"
import { problemsOfShape } from "./shape.ts"
import { stepsOf } from "./steps.ts"
import { fillIn, valuesOf } from "./variables.ts"
import { readYaml } from "./yaml-source.ts"

/** A scenario with nothing left to fill in. */
export interface ReadScenario {
  readonly scenario: Scenario
  /** What each of its variables was worth. */
  readonly variables: Readonly<Record<string, VariableValue>>
}

/**
 * Reads a scenario file.
 *
 * @param source YAML
 * @param given values for its variables; the others keep their defaults
 * @throws GamedayError validation_failed whose details are every problem of the file and of what was given, each with its line
 *   and column. Problems of meaning (a service that is not there) are looked for when its shape is right.
 */
export function readScenario(
  source: string,
  given: Readonly<Record<string, VariableValue>>,
  stage: KnownStage,
): ReadScenario {
  const file = readYaml(source)
  const refuse = (details: readonly ErrorDetail[]) => {
    if (details.length > 0) throw invalid(inOrder(details))
  }
  refuse(file.problems)
  const { value, variables, problems } = readShape(file.value, given)
  refuse(problems.map(file.locate))
  const scenario = value as Scenario
  refuse(problemsOfMeaning(scenario, stage).map(file.locate))
  return { scenario, variables }
}

interface Shaped extends Pick<ReadScenario, "variables"> {
  readonly value: unknown
  readonly problems: readonly Problem[]
}

/** Its variables filled in and held against the schema. */
function readShape(value: unknown, given: Readonly<Record<string, VariableValue>>): Shaped {
  const declaredWrong = problemsOfShape(value).filter(({ path }) => path.startsWith("/variables"))
  if (!isRecord(value) || declaredWrong.length > 0) {
    return { value, variables: {}, problems: isRecord(value) ? declaredWrong : problemsOfShape(value) }
  }
  const { variables: declared = {}, ...rest } = value
  const variables = valuesOf(declared as NonNullable<Scenario["variables"]>, given)
  const filled = fillIn(rest, variables)
  const scenario = { ...(filled.value as object), ...("variables" in value ? { variables: declared } : {}) }
  return {
    value: scenario,
    variables: variables.values,
    problems: [
      ...variables.problems,
      ...filled.problems,
      ...unused(Object.keys(variables.values), filled.used),
      ...problemsOfShape(scenario).filter(({ path }) => !filled.spoiled.has(path)),
    ],
  }
}

function unused(names: readonly string[], used: ReadonlySet<string>): Problem[] {
  return names
    .filter((name) => !used.has(name))
    .map((name) => ({ path: "/variables", key: name, message: `has "${name}", which nothing uses` }))
}

function problemsOfMeaning(scenario: Scenario, stage: KnownStage): Problem[] {
  return [
    ...checkOrder(scenario),
    ...checkActions(scenario, stage),
    ...checkAssertions(scenario, routesOf(scenario, stage)),
  ]
}

/** Of every journey that is gone at some time. */
function routesOf(scenario: Scenario, { journeys }: KnownStage): Set<string> {
  const loads = [scenario.load, ...stepsOf(scenario).map(({ step }) => step.load)]
  const used = new Set(
    loads.flatMap((load) => (load !== undefined && "journey" in load ? [load.journey] : [])),
  )
  return new Set(
    journeys
      .filter(({ name }) => used.has(name))
      .flatMap(({ setup = [], steps }) => [...setup, ...steps].map(routeOf)),
  )
}

function inOrder(details: readonly ErrorDetail[]): ErrorDetail[] {
  return details.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}

function invalid(details: readonly ErrorDetail[]): GamedayError {
  const [first] = details
  const more = details.length > 1 ? ` And ${details.length - 1} more.` : ""
  const where = first?.line === undefined ? "" : `line ${first.line}, column ${first.column}: `
  return new GamedayError(
    "validation_failed",
    `The scenario cannot be run. ${where}${first?.path || "/"} ${first?.message}.${more}`,
    { details: [...details] },
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
