import type { Rng } from "../../rng.ts"
import { randomForms, randomSource } from "./random.ts"

/** What a template draws on when it is filled in. */
export interface TemplateScope {
  /** A captured value; undefined when nothing was captured under that name. */
  lookup(name: string): unknown
  readonly rng: Rng
}

/** A text with holes, taken apart once. A literal part is a string, a hole a function; undefined: not there. */
export interface Template {
  readonly parts: readonly (string | ((scope: TemplateScope) => unknown))[]
  /** Captures it needs. */
  readonly names: readonly string[]
  /** What is wrong with it, for people. */
  readonly problems: readonly string[]
}

const hole = /\{\{([^{}]*)\}\}/g
const captureName = /^[a-zA-Z][a-zA-Z0-9]*$/

/** Takes a text apart at its `{{…}}`. */
export function parseTemplate(text: string): Template {
  const parts: (string | ((scope: TemplateScope) => unknown))[] = []
  const names: string[] = []
  const problems: string[] = []
  let end = 0
  for (const match of text.matchAll(hole)) {
    if (match.index > end) parts.push(text.slice(end, match.index))
    end = match.index + match[0].length
    const expression = (match[1] ?? "").trim()
    if (expression.startsWith("random.")) {
      const source = randomSource(expression)
      if (source === undefined) {
        problems.push(`does not know {{${expression}}}; there are ${randomForms.join(", ")}`)
      } else {
        parts.push(({ rng }) => source(rng))
      }
    } else if (captureName.test(expression)) {
      names.push(expression)
      parts.push((scope) => scope.lookup(expression))
    } else {
      problems.push(`cannot read {{${expression}}}: a capture's name or random.… belongs there`)
    }
  }
  if (end < text.length) parts.push(text.slice(end))
  if (/\{\{|\}\}/.test(parts.filter((part) => typeof part === "string").join(" "))) {
    problems.push("has a {{ or }} without its partner")
  }
  return { parts, names, problems }
}

/**
 * Fills a template in.
 *
 * @param encode applied to what goes into the holes, not to the literal text
 * @returns null when a capture it needs is not there: such a request must not be sent
 */
export function fill(
  { parts }: Template,
  scope: TemplateScope,
  encode: (value: string) => string,
): string | null {
  let text = ""
  for (const part of parts) {
    if (typeof part === "string") {
      text += part
      continue
    }
    const value = part(scope)
    if (value === undefined || value === null) return null
    text += encode(typeof value === "string" ? value : JSON.stringify(value))
  }
  return text
}

type Filler = (scope: TemplateScope) => unknown
const missing = Symbol("missing")

/**
 * Compiles a JSON value whose strings may hold templates. A string that is nothing but one hole becomes the value
 * itself, so `"{{random.int(1,3)}}"` is sent as a number.
 *
 * @returns a function that answers the JSON text, or null when a capture is not there
 */
export function jsonTemplate(value: unknown): (scope: TemplateScope) => string | null {
  if (templatesIn(value).every(({ parts }) => parts.every((part) => typeof part === "string"))) {
    const text = JSON.stringify(value)
    return () => text
  }
  const filler = fillerOf(value)
  return (scope) => {
    const filled = filler(scope)
    return holds(filled) ? JSON.stringify(filled) : null
  }
}

/** Every template in a JSON value's strings. */
export function templatesIn(value: unknown): Template[] {
  if (typeof value === "string") return [parseTemplate(value)]
  if (typeof value !== "object" || value === null) return []
  return Object.values(value).flatMap(templatesIn)
}

function fillerOf(value: unknown): Filler {
  if (typeof value === "string") {
    const template = parseTemplate(value)
    const [only] = template.parts
    if (template.parts.length === 1 && typeof only === "function") return (scope) => only(scope) ?? missing
    return (scope) => fill(template, scope, (text) => text) ?? missing
  }
  if (Array.isArray(value)) {
    const fillers = value.map(fillerOf)
    return (scope) => fillers.map((filler) => filler(scope))
  }
  if (typeof value === "object" && value !== null) {
    const fillers = Object.entries(value).map(([key, member]) => [key, fillerOf(member)] as const)
    return (scope) => Object.fromEntries(fillers.map(([key, filler]) => [key, filler(scope)]))
  }
  return () => value
}

/** Nothing in it is missing. */
function holds(value: unknown): boolean {
  if (value === missing) return false
  return typeof value !== "object" || value === null || Object.values(value).every(holds)
}
