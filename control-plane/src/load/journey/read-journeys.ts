import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { type ErrorDetail, Journey } from "@gameday/contract"
import { Ajv } from "ajv"
import { parse } from "yaml"
import { GamedayError } from "../../errors.ts"
import { describeProblems } from "../../validation.ts"
import { checkJourney } from "./check-journey.ts"

/**
 * Reads every journey (`*.yaml`) of a directory.
 *
 * @returns in order of their file names
 * @throws GamedayError validation_failed naming every file that is wrong and every problem in it
 */
export function readJourneys(directory: string): Journey[] {
  const hasShape = new Ajv({ allErrors: true, discriminator: true, strict: false }).compile<Journey>(Journey)
  const problems: ErrorDetail[] = []
  const journeys: Journey[] = []
  for (const file of journeyFiles(directory)) {
    const path = join(directory, file)
    const content = readYaml(path)
    if (content.error !== undefined) {
      problems.push({ path, message: content.error })
      continue
    }
    const wrong = hasShape(content.value)
      ? checkJourney(content.value)
      : describeProblems(hasShape.errors ?? [])
    problems.push(...wrong.map((problem) => ({ path: `${path}#${problem.path}`, message: problem.message })))
    if (wrong.length > 0) continue
    const journey = content.value as Journey
    if (journeys.some(({ name }) => name === journey.name)) {
      problems.push({ path: `${path}#/name`, message: `"${journey.name}" is another journey's name already` })
    }
    journeys.push(journey)
  }
  if (problems.length > 0) {
    const list = problems.map(({ path, message }) => `${path}: ${message}`).join("; ")
    throw new GamedayError("validation_failed", `The journeys cannot be used. ${list}.`, {
      details: problems,
    })
  }
  return journeys
}

function journeyFiles(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((file) => /\.ya?ml$/.test(file))
      .toSorted()
  } catch (cause) {
    throw new GamedayError("validation_failed", `${directory} cannot be read: ${String(cause)}`, { cause })
  }
}

function readYaml(path: string): { value: unknown; error?: undefined } | { error: string } {
  try {
    return { value: parse(readFileSync(path, "utf8")) as unknown }
  } catch (error) {
    return { error: `is no YAML: ${error instanceof Error ? error.message : String(error)}` }
  }
}
