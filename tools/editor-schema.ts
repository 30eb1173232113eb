import {
  mapSchemas,
  mapValues,
  type SchemaNode,
  shareRepeated,
} from "../control-plane/src/runs/scenario/shared-schema.ts"

/** What stands for a value that is filled in when the scenario is read: "${rps}". */
const variable = { type: "string", pattern: "\\$\\{[^}]+\\}" }
const notStrings = new Set(["number", "integer", "boolean", "array"])
const everywhere = { anyOf: true }

/**
 * The schema of a scenario as it is written: where a value is asked for, a variable may stand. Schemas of variables themselves
 * stay as they are.
 *
 * @param schema JSON Schema of a scenario whose variables are filled in
 */
export function scenarioForEditors(schema: object): object {
  const { properties, ...rest } = schema as SchemaNode & { properties: SchemaNode }
  const loose = mapValues(properties, (value, name) => (name === "variables" ? value : withVariables(value)))
  const { definitions, ...short } = shareRepeated({ ...rest, properties: loose }, everywhere)
  return { ...short, definitions: { variable, ...(definitions as SchemaNode) } }
}

function withVariables(schema: unknown): unknown {
  return mapSchemas(schema, everywhere, (node) =>
    asksForValue(node) ? { anyOf: [node, { $ref: "#/definitions/variable" }] } : node,
  )
}

function asksForValue({ type, pattern, enum: words, const: tag }: SchemaNode): boolean {
  // What tells members of a union apart has to be written out.
  if (tag !== undefined) return false
  return notStrings.has(String(type)) || (type === "string" && (pattern !== undefined || words !== undefined))
}
