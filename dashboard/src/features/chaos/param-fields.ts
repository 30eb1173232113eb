/** One input made from a fault kind's JSON Schema. */
export interface ParamField {
  /** Where the value goes, e.g. ["match", "route"]. */
  readonly path: readonly string[]
  readonly input:
    | { readonly type: "number"; readonly min?: number; readonly max?: number; readonly whole: boolean }
    | { readonly type: "text" }
    | { readonly type: "choice"; readonly choices: readonly string[] }
  /** As the schema calls it, in English. */
  readonly title: string
  readonly hint: string
  readonly required: boolean
}

interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly title?: string
  readonly description?: string
}

/** Every scalar parameter of a kind, nested ones included, in the schema's order. */
export function paramFields(schema: unknown, at: readonly string[] = []): ParamField[] {
  const { properties = {}, required = [] } = (schema ?? {}) as JsonSchema
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = [...at, name]
    if (property.type === "object") return paramFields(property, path)
    const input = inputOf(property)
    if (input === null) return []
    return [
      {
        path,
        input,
        title: property.title ?? name,
        hint: property.description ?? "",
        required: at.length === 0 && required.includes(name),
      },
    ]
  })
}

function inputOf(property: JsonSchema): ParamField["input"] | null {
  if (property.enum !== undefined) return { type: "choice", choices: property.enum.map(String) }
  if (property.type === "string") return { type: "text" }
  if (property.type !== "number" && property.type !== "integer") return null
  return {
    type: "number",
    whole: property.type === "integer",
    ...(property.minimum === undefined ? {} : { min: property.minimum }),
    ...(property.maximum === undefined ? {} : { max: property.maximum }),
  }
}

export type Params = Readonly<Record<string, unknown>>

export function readParam(params: Params, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? (value as Params)[name] : undefined),
    params,
  )
}

/** The parameters with one value set, or taken out when undefined; objects left empty go with it. */
export function writeParam(params: Params, path: readonly string[], value: unknown): Params {
  const [name, ...rest] = path
  if (name === undefined) return params
  const { [name]: before, ...others } = params
  if (rest.length === 0) return value === undefined ? others : { ...params, [name]: value }
  const inner = writeParam((before ?? {}) as Params, rest, value)
  return Object.keys(inner).length === 0 ? others : { ...params, [name]: inner }
}
