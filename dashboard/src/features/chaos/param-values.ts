import type { ParamField } from "./param-fields.ts"

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

/** What is wrong with a value; the words are the viewer's language's business. */
export type ParamProblem =
  | { readonly type: "missing" }
  | { readonly type: "range"; readonly min: number | undefined; readonly max: number | undefined }
  | { readonly type: "whole" }
  | { readonly type: "long"; readonly maxLength: number }
  | { readonly type: "pattern" }
  | { readonly type: "few"; readonly least: number }

/** The first thing wrong with the value of a field; null when it is as the schema wants it. */
export function problemOf(field: ParamField, params: Params): ParamProblem | null {
  const value = readParam(params, field.path)
  if (value === undefined || value === "") {
    const holder = field.path.length === 1 ? {} : readParam(params, field.path.slice(0, -1))
    return field.required && holder !== undefined ? { type: "missing" } : null
  }
  switch (field.input.type) {
    case "number":
      return typeof value === "number" ? numberProblem(field.input, value) : { type: "missing" }
    case "text":
      return typeof value === "string" ? textProblem(field.input, value) : null
    case "choices":
    case "names": {
      const { least } = field.input
      return Array.isArray(value) && value.length < least ? { type: "few", least } : null
    }
    case "choice":
    case "name":
      return null
    default:
      return field.input satisfies never
  }
}

type InputOf<Type> = Extract<ParamField["input"], { readonly type: Type }>

function numberProblem({ min, max, whole }: InputOf<"number">, value: number): ParamProblem | null {
  if ((min !== undefined && value < min) || (max !== undefined && value > max))
    return { type: "range", min, max }
  return whole && !Number.isInteger(value) ? { type: "whole" } : null
}

function textProblem({ pattern, maxLength }: InputOf<"text">, value: string): ParamProblem | null {
  if (maxLength !== undefined && value.length > maxLength) return { type: "long", maxLength }
  return pattern !== undefined && !new RegExp(pattern).test(value) ? { type: "pattern" } : null
}
