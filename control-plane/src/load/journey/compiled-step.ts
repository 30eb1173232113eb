import { Buffer } from "node:buffer"
import type { JourneyStep } from "@gameday/contract"
import { type Capture, parseCapture } from "./capture.ts"
import { fill, jsonTemplate, parseTemplate, type Template, type TemplateScope } from "./template.ts"

/** Where a confirmation says which order, and for how much. */
export interface Confirms {
  readonly orderId: Capture
  readonly totalCents: Capture
  /** null: any expected answer confirms. */
  readonly status: number | null
}

/** A journey's step made ready to be sent thousands of times a second. */
export interface CompiledStep {
  readonly name: string
  /** What it is called in per-route numbers. */
  readonly route: string
  readonly tag: string | null
  readonly isHead: boolean
  readonly probability: number
  readonly repeat: number
  readonly thinkTimeMs: number
  readonly captures: readonly Capture[]
  /** null: its answer confirms no order. */
  readonly confirms: Confirms | null
  readonly bodyIncludes: string | null
  /** The body is looked at, so it has to be kept. */
  readonly keepsBody: boolean
  expectsStatus(status: number): boolean
  /**
   * The whole request as it goes over the wire.
   *
   * @param identityLine the header line that names the virtual user, with its line end
   * @returns null when a capture it needs is not there
   */
  render(scope: TemplateScope, identityLine: string): string | null
}

const bodyMethods = new Set(["POST", "PUT", "PATCH"])

/** A step's default name: `GET /api/products/:id` for `/api/products/{{id}}?full=1`. */
export function routeOf({ route, method, path }: JourneyStep): string {
  if (route !== undefined) return route
  const shown = path.replace(/\{\{\s*(?:random\.)?([a-zA-Z0-9]+)[^{}]*\}\}/g, ":$1").replace(/\?.*$/, "")
  return `${method} ${shown}`
}

/** @param host value of the Host header */
export function compileStep(step: JourneyStep, host: string): CompiledStep {
  const { method, expect = {} } = step
  const captures = Object.entries(step.capture ?? {}).map(([name, pointer]) => parseCapture(name, pointer))
  const statuses = expect.status === undefined ? undefined : new Set(expect.status)
  return {
    name: step.name,
    route: routeOf(step),
    tag: step.tag ?? null,
    isHead: method === "HEAD",
    probability: step.probability ?? 1,
    repeat: step.repeat ?? 1,
    thinkTimeMs: step.thinkTimeMs ?? 0,
    captures,
    confirms: confirmsOf(step),
    bodyIncludes: expect.bodyIncludes ?? null,
    keepsBody: captures.length > 0 || expect.bodyIncludes !== undefined || step.confirms !== undefined,
    expectsStatus: (status) => statuses?.has(status) ?? (status >= 200 && status < 400),
    render: rendererOf(step, host),
  }
}

function confirmsOf({ confirms }: JourneyStep): Confirms | null {
  if (confirms === undefined) return null
  return {
    orderId: parseCapture("orderId", confirms.orderId),
    totalCents: parseCapture("totalCents", confirms.totalCents),
    status: confirms.status ?? null,
  }
}

function rendererOf(step: JourneyStep, host: string): CompiledStep["render"] {
  const path = parseTemplate(step.path)
  const headers = Object.entries(step.headers ?? {}).map(
    ([name, value]) => [`${name}: `, parseTemplate(value)] as const,
  )
  const body = step.body === undefined ? undefined : jsonTemplate(step.body)
  const head = ` HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\n`
  const emptyEnd = bodyMethods.has(step.method) ? "Content-Length: 0\r\n\r\n" : "\r\n"
  return (scope, identityLine) => {
    const target = fill(path, scope, encodeURIComponent)
    const lines = headerLines(headers, scope)
    if (target === null || lines === null) return null
    const start = `${step.method} ${target}${head}${identityLine}${lines}`
    if (body === undefined) return start + emptyEnd
    const text = body(scope)
    if (text === null) return null
    return `${start}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
  }
}

function headerLines(headers: readonly (readonly [string, Template])[], scope: TemplateScope): string | null {
  let lines = ""
  for (const [name, template] of headers) {
    const value = fill(template, scope, headerSafe)
    if (value === null) return null
    lines += `${name}${value}\r\n`
  }
  return lines
}

/** What a server sent must not be able to write further headers into our next request. */
const headerSafe = (value: string) => value.replace(/[^\t\x20-\x7e\x80-\xff]/g, "")
