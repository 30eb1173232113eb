import { Scenario } from "@gameday/contract"
import { Ajv, type ErrorObject } from "ajv"
import { describeProblems } from "../../validation.ts"
import type { Problem } from "./problem.ts"
import { shareRepeated } from "./shared-schema.ts"

type Reported = ErrorObject & { readonly parentSchema?: { readonly description?: string } }

/** Made when the first scenario is read: it takes a moment, and a stage that starts does not need it. */
let compiled: ReturnType<Ajv["compile"]> | undefined

/** Everything in which the value is no scenario by the contract's schema; empty when it is one. */
export function problemsOfShape(value: unknown): Problem[] {
  compiled ??= new Ajv({
    allErrors: true,
    discriminator: true,
    strict: false,
    strictNumbers: true,
    verbose: true,
  }).compile(shareRepeated(Scenario, { anyOf: false }))
  return compiled(value) ? [] : explain(compiled.errors ?? [])
}

/**
 * Ajv tells of every member of a union why it does not fit. People want the one that was meant: the one with the fewest
 * problems, or what the schema itself says about the union.
 */
function explain(errors: readonly Reported[]): Problem[] {
  const union = errors.find(({ keyword }) => keyword === "anyOf" || keyword === "oneOf")
  if (union === undefined) return errors.map(explainOne)
  const members = new Map<string, Reported[]>()
  const others: Reported[] = []
  for (const error of errors) {
    if (error === union) continue
    const member = memberOf(error, union)
    if (member === undefined) others.push(error)
    else members.set(member, [...(members.get(member) ?? []), error])
  }
  return [...explain(others), ...explainUnion(union, [...members.values()])]
}

function explainUnion(union: Reported, members: readonly Reported[][]): Problem[] {
  const { description } = union.parentSchema ?? {}
  if (description !== undefined) return [{ path: union.instancePath, message: `must be ${description}` }]
  const types = members.flatMap(([first, ...rest]) =>
    rest.length === 0 && first?.keyword === "type" && first.instancePath === union.instancePath
      ? [String(first.params.type)]
      : [],
  )
  if (types.length === members.length) {
    return [{ path: union.instancePath, message: `must be ${types.join(" or ")}` }]
  }
  const [likeliest = [union]] = members.toSorted((a, b) => a.length - b.length)
  return explain(likeliest)
}

/** Which member of the union an error is about: "0", "1" …; undefined when it is about something else. */
function memberOf({ schemaPath, instancePath }: Reported, union: Reported): string | undefined {
  const within = instancePath === union.instancePath || instancePath.startsWith(`${union.instancePath}/`)
  if (!within || !schemaPath.startsWith(`${union.schemaPath}/`)) return undefined
  return schemaPath.slice(union.schemaPath.length + 1).split("/")[0]
}

function explainOne(error: Reported): Problem {
  const [{ path, message } = { path: "", message: "is wrong" }] = describeProblems([error])
  const unknown: unknown = error.params.additionalProperty
  return { path, message, ...(typeof unknown === "string" ? { key: unknown } : {}) }
}
