import { readFileSync } from "node:fs"
import {
  ErrorBody,
  errorCatalogue,
  FaultRequest,
  type FrameKind,
  frameSchemas,
  LoadPatch,
  LoadRequest,
  ScaleRequest,
  streamCloseCodes,
} from "@gameday/contract"
import { Ajv } from "ajv"
import type { TSchema } from "typebox"
import { describe, expect, it } from "vitest"

const page = readFileSync(new URL("../../../docs/protocol.md", import.meta.url), "utf8")
const ajv = new Ajv({ discriminator: true, strict: false, allErrors: true })

interface Example {
  readonly heading: string
  readonly value: { readonly kind?: string; readonly code?: string }
}

/** Every fenced JSON block with the heading it stands under. */
function examplesOf(markdown: string): Example[] {
  let heading = ""
  const examples: Example[] = []
  for (const [, title, json] of markdown.matchAll(/^#+ (.+)$|^```json\n([\s\S]*?)^```$/gm)) {
    if (title !== undefined) heading = title
    else if (json !== undefined) examples.push({ heading, value: JSON.parse(json) })
  }
  return examples
}

function problems(schema: TSchema, value: unknown): unknown {
  const validate = ajv.compile(schema)
  return validate(value) ? [] : validate.errors
}

const examples = examplesOf(page)

describe("docs/protocol.md", () => {
  it.each(Object.keys(frameSchemas) as FrameKind[])("shows a valid %s frame", (kind) => {
    const [example, ...more] = examples.filter(({ heading }) => heading === kind)
    expect(more).toEqual([])
    expect(example?.value.kind).toBe(kind)
    expect(problems(frameSchemas[kind], example?.value)).toEqual([])
  })

  it("shows nothing that is not valid", () => {
    for (const { heading, value } of examples) {
      const schema = value.kind === undefined ? ErrorBody : frameSchemas[value.kind as FrameKind]
      expect(schema, `the example under "${heading}"`).toBeDefined()
      expect(problems(schema, value), `the example under "${heading}"`).toEqual([])
    }
    expect(examples.length).toBeGreaterThan(Object.keys(frameSchemas).length)
  })

  it("explains every close code", () => {
    const explained = [...page.matchAll(/^\| (\d{4}) \|/gm)].map(([, code]) => Number(code))
    const ascending = (codes: readonly number[]) => codes.toSorted((a, b) => a - b)
    expect(ascending(explained)).toEqual(ascending(Object.values(streamCloseCodes)))
  })
})

// What the table of commands names is checked where the routes are; here, that its bodies are those of the contract.
it.each<[string, TSchema, unknown]>([
  ["POST /api/v1/load", LoadRequest, { profile: { kind: "constant", rps: 100 }, journey: "shopper" }],
  ["PATCH /api/v1/load", LoadPatch, { rps: 250 }],
  [
    "POST /api/v1/faults",
    FaultRequest,
    { kind: "kill", target: { service: "checkout", instances: 1 }, params: {} },
  ],
  ["POST /api/v1/services/:name/scale", ScaleRequest, { replicas: 3 }],
])("%s takes what the page says", (route, schema, body) => {
  expect(page).toContain(route)
  expect(problems(schema, body)).toEqual([])
})

it("knows the error it shows", () => {
  const shown = examples.flatMap(({ value }) => (value.code === undefined ? [] : [value.code]))
  expect(shown.length).toBeGreaterThan(0)
  for (const code of shown) expect(Object.keys(errorCatalogue)).toContain(code)
})
