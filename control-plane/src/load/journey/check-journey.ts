import type { ErrorDetail, Journey, JourneyStep } from "@gameday/contract"
import { parseTemplate, templatesIn } from "./template.ts"

/** Ours to set: whoever sets them twice breaks the request or pretends to be another customer. */
const reservedHeaders = new Set([
  "host",
  "connection",
  "content-length",
  "content-type",
  "transfer-encoding",
  "x-gameday-client",
])
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const visible = /^[\x21-\x7e]*$/
const headerText = /^[\t\x20-\x7e]*$/
/** Below this a virtual user would throw dice for long before it finds a step to take. */
const leastProbability = 0.01

/**
 * What the schema cannot tell about a journey, every problem at once; an empty list when it can be run. Paths are JSON
 * pointers into the journey.
 */
export function checkJourney({ setup = [], steps }: Journey): ErrorDetail[] {
  const captured = new Set<string>()
  const names = new Set<string>()
  const problems: ErrorDetail[] = []
  const lists = [
    ["/setup", setup],
    ["/steps", steps],
  ] as const
  for (const [path, list] of lists) {
    for (const [index, step] of list.entries()) {
      problems.push(...checkStep(step, `${path}/${index}`, captured))
      if (names.has(step.name))
        problems.push({ path: `${path}/${index}/name`, message: "names a second step" })
      names.add(step.name)
      for (const name of Object.keys(step.capture ?? {})) captured.add(name)
    }
    const chance = list.reduce((sum, { probability = 1 }) => sum + probability, 0)
    if (list.length > 0 && chance < leastProbability) {
      problems.push({ path, message: "holds no step that is taken often enough to make a visit" })
    }
  }
  return problems
}

function checkStep(step: JourneyStep, path: string, captured: ReadonlySet<string>): ErrorDetail[] {
  const problems: ErrorDetail[] = []
  const tell = (where: string, message: string) => problems.push({ path: `${path}${where}`, message })
  const checkText = (where: string, text: string, allowed: RegExp) => {
    const { parts, names, problems: wrong } = parseTemplate(text)
    for (const message of wrong) tell(where, message)
    for (const name of names) if (!captured.has(name)) tell(where, unknownCapture(name, captured))
    if (parts.some((part) => typeof part === "string" && !allowed.test(part))) {
      tell(where, "holds a character that cannot be sent there; encode it")
    }
  }
  checkText("/path", step.path, visible)
  for (const [name, value] of Object.entries(step.headers ?? {})) {
    if (reservedHeaders.has(name.toLowerCase())) tell(`/headers/${name}`, "is set by the generator itself")
    else if (!headerName.test(name)) tell(`/headers/${name}`, "is no header name")
    checkText(`/headers/${name}`, value, headerText)
  }
  for (const { names, problems: wrong } of templatesIn(step.body)) {
    for (const message of wrong) tell("/body", message)
    for (const name of names) if (!captured.has(name)) tell("/body", unknownCapture(name, captured))
  }
  if (step.body !== undefined && (step.method === "GET" || step.method === "HEAD")) {
    tell("/body", `a ${step.method} request has no body`)
  }
  const looks = step.capture ?? step.confirms ?? step.expect?.bodyIncludes
  if (step.method === "HEAD" && looks !== undefined) {
    tell("/method", "the answer to HEAD has no body to look at")
  }
  return problems
}

function unknownCapture(name: string, captured: ReadonlySet<string>): string {
  const known = captured.size === 0 ? "nothing was captured yet" : `there are ${[...captured].join(", ")}`
  return `uses {{${name}}}, which no earlier step captures; ${known}`
}
