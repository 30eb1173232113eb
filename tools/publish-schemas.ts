// Writes the JSON Schemas that editors use for the YAML files in scenarios/. With --check it only tells whether they are up to
// date.
import { readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { Journey, Scenario, Target } from "@gameday/contract"
import { scenarioForEditors } from "./editor-schema.ts"

const directory = join(resolve(import.meta.dirname, ".."), "scenarios/schemas")
const schemas = {
  "journey.json": Journey,
  "scenario.json": scenarioForEditors(Scenario),
  "target.json": Target,
}
const outdated = Object.entries(schemas).filter(([name, schema]) => {
  const file = join(directory, name)
  const text = `${JSON.stringify({ $schema: "http://json-schema.org/draft-07/schema#", ...schema }, null, 2)}\n`
  if (process.argv.includes("--check")) return readFileSync(file, "utf8") !== text
  writeFileSync(file, text)
  return false
})
if (outdated.length > 0) {
  console.error(`${outdated.map(([name]) => name).join(", ")} outdated. Run: node tools/publish-schemas.ts`)
  process.exit(1)
}
