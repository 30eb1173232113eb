import type { ErrorDetail } from "@gameday/contract"
import type { ErrorObject } from "ajv"

/**
 * Turns Ajv's errors into what people can act on: where, and what would be right.
 *
 * @param errors of one validation with `allErrors: true`
 * @param prefix put before every path, e.g. "/body"
 */
export function describeProblems(errors: readonly Partial<ErrorObject>[], prefix = ""): ErrorDetail[] {
  return errors.map((error) => ({ path: `${prefix}${error.instancePath ?? ""}`, message: describe(error) }))
}

function describe({ keyword, params = {}, message = "is wrong" }: Partial<ErrorObject>): string {
  switch (keyword ?? "") {
    case "required":
      return `needs the field "${params.missingProperty}"`
    case "additionalProperties":
      return `does not know the field "${params.additionalProperty}"`
    case "enum":
      return `must be one of ${list(params.allowedValues)}`
    case "const":
      return `must be ${JSON.stringify(params.allowedValue)}`
    case "discriminator":
      return params.error === "mapping"
        ? `does not know the ${params.tag} ${JSON.stringify(params.tagValue)}`
        : `needs a string in "${params.tag}"`
    case "pattern":
      return `must match ${params.pattern}`
    default:
      return message
  }
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : String(values)
}
