import type { ScenarioVariable, VariableValue } from "@gameday/contract"
import type { Problem } from "./problem.ts"

type Declared = Readonly<Record<string, ScenarioVariable>>
type Values = Readonly<Record<string, VariableValue>>

/** "${name}", "${name * 2}" or "${name / 2}". */
const usage = /\$\{\s*([a-z][a-zA-Z0-9]*)\s*(?:([*/])\s*(\d+(?:\.\d+)?)\s*)?\}/g
const whole = new RegExp(`^${usage.source}$`)

/** What the variables of one reading are worth, and what was found wrong with them. */
export interface Variables {
  /** Of those that are declared: what was given, else the default. */
  readonly values: Values
  readonly problems: readonly Problem[]
  /** Names of those that something is wrong with. */
  readonly unusable: ReadonlySet<string>
}

/**
 * What each variable is worth. A terminal knows text only, so "300" given for a number is one, and so is "true" for a yes
 * or no.
 */
export function valuesOf(declared: Declared, given: Values): Variables {
  const known = Object.keys(declared)
  const problems: Problem[] = Object.keys(given)
    .filter((name) => !Object.hasOwn(declared, name))
    .map((name) => ({
      path: `/variables/${pointer(name)}`,
      message: `is no variable here; ${listed(known)}`,
    }))
  const unusable = new Set<string>()
  const values = Object.fromEntries(
    Object.entries(declared).map(([name, variable]) => {
      const asked = Object.hasOwn(given, name) ? given[name] : undefined
      const value = asked === undefined ? variable.default : typed(asked, variable.default)
      const wrong = problemsOf(variable)
      const refused = wrong.length > 0 || asked === undefined ? undefined : refusal(value, variable)
      if (refused !== undefined) {
        wrong.push({ path: "", message: `${refused}, not ${JSON.stringify(asked)}` })
      }
      problems.push(...wrong.map((problem) => ({ ...problem, path: `/variables/${name}${problem.path}` })))
      if (wrong.length > 0) unusable.add(name)
      return [name, value]
    }),
  )
  return { values, problems, unusable }
}

/** A value with its variables filled in. */
export interface Filled {
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** Variables that it uses. */
  readonly used: ReadonlySet<string>
  /** JSON pointers to what could not be filled in; a stopgap stands there. */
  readonly spoiled: ReadonlySet<string>
}

/** A string that is nothing but one variable becomes its value; in a longer one the value is written out. */
export function fillIn(value: unknown, variables: Variables): Filled {
  const filler = new Filler(variables)
  const filled = filler.fill(value, "")
  return { value: filled, problems: filler.problems, used: filler.used, spoiled: filler.spoiled }
}

class Filler {
  readonly problems: Problem[] = []
  readonly used = new Set<string>()
  readonly spoiled = new Set<string>()
  readonly #variables: Variables

  constructor(variables: Variables) {
    this.#variables = variables
  }

  fill(value: unknown, path: string): unknown {
    if (typeof value === "string") return this.#fillText(value, path)
    if (Array.isArray(value)) return value.map((inner, index) => this.fill(inner, `${path}/${index}`))
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, this.fill(inner, `${path}/${pointer(name)}`)]),
    )
  }

  #fillText(text: string, path: string): VariableValue {
    if (text.replaceAll(usage, "").includes("${")) {
      this.#spoil(path, `holds a "\${" that is none of \${name}, \${name * 2}, \${name / 2}`)
    }
    const [, name, operator, operand] = whole.exec(text) ?? []
    if (name !== undefined) return this.#worth(path, name, operator, operand)
    return text.replaceAll(usage, (_all, ...[inner, by, number]: [string, string?, string?]) =>
      String(this.#worth(path, inner, by, number)),
    )
  }

  #worth(path: string, name: string, operator?: string, operand?: string): VariableValue {
    const { values, unusable } = this.#variables
    this.used.add(name)
    if (unusable.has(name)) this.spoiled.add(path)
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) {
      return this.#spoil(
        path,
        `uses "\${${name}}", which is no variable here; ${listed(Object.keys(values))}`,
      )
    }
    if (operator === undefined) return value
    if (typeof value !== "number")
      return this.#spoil(path, `calculates with "\${${name}}", which is no number`)
    return rounded(operator === "*" ? value * Number(operand) : value / Number(operand))
  }

  #spoil(path: string, message: string): string {
    this.problems.push({ path, message })
    this.spoiled.add(path)
    return ""
  }
}

function problemsOf({ default: value, minimum, maximum }: ScenarioVariable): Problem[] {
  const bounded = minimum !== undefined || maximum !== undefined
  if (bounded && typeof value !== "number") {
    return [{ path: "", message: "has a minimum or maximum, but its default is no number" }]
  }
  if ((minimum ?? -Infinity) > (maximum ?? Infinity)) {
    return [{ path: "/minimum", message: "is larger than the maximum" }]
  }
  const wrong = refusal(value, { default: value, minimum, maximum })
  return wrong === undefined ? [] : [{ path: "/default", message: wrong }]
}

type Limits = Pick<ScenarioVariable, "default"> & {
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
}

function refusal(value: VariableValue, { default: standard, minimum, maximum }: Limits): string | undefined {
  if (typeof value !== typeof standard) return `must be a ${typeof standard}`
  if (typeof value !== "number") return undefined
  if (!Number.isFinite(value)) return "must be a number"
  if (minimum !== undefined && value < minimum) return `must be at least ${minimum}`
  if (maximum !== undefined && value > maximum) return `must be at most ${maximum}`
  return undefined
}

function typed(given: VariableValue, standard: VariableValue): VariableValue {
  if (typeof given !== "string") return typeof standard === "string" ? String(given) : given
  if (typeof standard === "number") {
    return given.trim() === "" || Number.isNaN(Number(given)) ? given : Number(given)
  }
  if (typeof standard === "boolean" && (given === "true" || given === "false")) return given === "true"
  return given
}

/** 0.1 × 3 is 0.3 to people. */
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "there are none" : `there are ${names.join(", ")}`
}

function pointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1")
}
