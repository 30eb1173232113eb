/** How a value is asked for. */
export type ParamInput =
  | {
      readonly type: "number"
      readonly min?: number
      readonly max?: number
      readonly whole: boolean
    }
  | { readonly type: "text"; readonly pattern?: string; readonly maxLength?: number }
  | { readonly type: "choice"; readonly choices: readonly string[] }
  /** Any of these; `least` of them. */
  | { readonly type: "choices"; readonly choices: readonly string[]; readonly least: number }
  /** A service or a dependency of the stage. */
  | { readonly type: "name" }
  /** Services and dependencies of the stage, or one word that stands for all of them. */
  | { readonly type: "names"; readonly everybody: string | null; readonly least: number }

/** One input made from a fault kind's JSON Schema. */
export interface ParamField {
  /** Where the value goes, e.g. ["match", "route"]. */
  readonly path: readonly string[]
  readonly input: ParamInput
  /** As the schema calls it, in English. */
  readonly title: string
  readonly hint: string
  /** Must be given; of nested ones: as soon as anything beside it is. */
  readonly required: boolean
}

interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly maxLength?: number
  readonly title?: string
  readonly description?: string
}

/** Every parameter of a kind that can be asked for, nested ones included, in the schema's order. */
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
        required: required.includes(name),
      },
    ]
  })
}

function inputOf(property: JsonSchema): ParamInput | null {
  const words = wordsOf(property)
  if (words !== null) return { type: "choice", choices: words }
  const members = property.anyOf ?? property.oneOf
  if (members !== undefined) return unionInput(members)
  if (property.type === "array") return arrayInput(property)
  if (property.type === "string") return isName(property) ? { type: "name" } : textInput(property)
  return property.type === "number" || property.type === "integer" ? numberInput(property) : null
}

/** The words of an enum, or of a union of words. */
function wordsOf({ enum: words, anyOf, oneOf }: JsonSchema): readonly string[] | null {
  if (words !== undefined) return words.map(String)
  const members = anyOf ?? oneOf
  if (members === undefined || members.some((member) => member.const === undefined)) return null
  return members.map((member) => String(member.const))
}

/** "everyone", or names. */
function unionInput(members: readonly JsonSchema[]): ParamInput | null {
  const everybody = members.find((member) => typeof member.const === "string")?.const
  const list = members.find(({ type }) => type === "array")
  const input = list === undefined ? null : arrayInput(list)
  return input?.type === "names" ? { ...input, everybody: String(everybody) } : input
}

function arrayInput({ items = {}, minItems = 0 }: JsonSchema): ParamInput | null {
  const words = wordsOf(items)
  if (words !== null) return { type: "choices", choices: words, least: minItems }
  return items.type === "string" ? { type: "names", everybody: null, least: minItems } : null
}

/** Names of services and dependencies begin with a small letter and hold nothing but these, digits and dashes. */
function isName({ pattern }: JsonSchema): boolean {
  return pattern?.startsWith("^[a-z][a-z0-9-]") ?? false
}

function textInput({ pattern, maxLength }: JsonSchema): ParamInput {
  return {
    type: "text",
    ...(pattern === undefined ? {} : { pattern }),
    ...(maxLength === undefined ? {} : { maxLength }),
  }
}

function numberInput({ type, minimum, maximum }: JsonSchema): ParamInput {
  return {
    type: "number",
    whole: type === "integer",
    ...(minimum === undefined ? {} : { min: minimum }),
    ...(maximum === undefined ? {} : { max: maximum }),
  }
}
