import { readFileSync } from "node:fs"
import { JournalLine } from "@gameday/contract"
import { Ajv } from "ajv"
import { expect, it } from "vitest"

const page = readFileSync(new URL("../../../../docs/journal.md", import.meta.url), "utf8")
const isLine = new Ajv({ discriminator: true, strict: false, allErrors: true }).compile(JournalLine)

it("docs/journal.md shows an example of every line, under its name", () => {
  const kinds = JournalLine.anyOf.map(({ properties }) => properties.kind.const)
  const examples = [...page.matchAll(/^### (\w+)\n[\s\S]*?^```json\n([\s\S]*?)^```$/gm)].map(
    ([, heading = "", json = ""]) => ({ heading, line: JSON.parse(json) as { kind: string } }),
  )
  expect(examples.map(({ heading }) => heading)).toEqual(kinds)
  for (const { heading, line } of examples) {
    expect(line.kind).toBe(heading)
    expect(isLine(line), `${heading}: ${JSON.stringify(isLine.errors?.slice(0, 3))}`).toBe(true)
  }
})
