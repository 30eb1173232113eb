import type { FastifyError } from "fastify"
import type { ErrorDetail } from "./errors.ts"

type SchemaProblem = NonNullable<FastifyError["validation"]>[number]

/**
 * Turns the validator's errors into what people can act on: where, and what would be right.
 *
 * @param part body, querystring, params or headers
 */
export function describeProblems(errors: readonly SchemaProblem[], part: string): ErrorDetail[] {
  return errors.map((error) => ({ path: `/${part}${error.instancePath}`, message: describe(error) }))
}

function describe({ keyword, params, message = "is wrong" }: SchemaProblem): string {
  const param = (name: string) => JSON.stringify(params[name])
  switch (keyword) {
    case "required":
      return `needs the field ${param("missingProperty")}`
    case "additionalProperties":
      return `does not know the field ${param("additionalProperty")}`
    case "enum":
      return `must be one of ${param("allowedValues")}`
    case "minLength":
      return `needs at least ${param("limit")} characters`
    case "maxLength":
      return `takes at most ${param("limit")} characters`
    case "pattern":
      return `must match ${String(params.pattern)}`
    default:
      return message
  }
}
