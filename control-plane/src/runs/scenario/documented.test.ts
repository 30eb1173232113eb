import { readFileSync } from "node:fs"
import { join } from "node:path"
import { liveMetrics, scenarioMetrics, scenarioViews, stepActionNames } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import { parse, stringify } from "yaml"
import { readScenario } from "./read-scenario.ts"
import { knownShop, scenariosDir } from "./testing/known-shop.ts"

const page = readFileSync(join(scenariosDir, "../docs/scenarios.md"), "utf8")
const examples = [...page.matchAll(/^```yaml( part)?\n(.*?)^```$/gms)].map(([, part, source = ""]) => ({
  isPart: part !== undefined,
  source,
}))
/** What a part of a scenario needs around it to be one. */
const rest = {
  name: "example",
  title: { en: "Example", de: "Beispiel" },
  description: { en: "Example", de: "Beispiel" },
  load: { journey: "shopper", profile: { kind: "constant", rps: 50 } },
  steadyState: { that: ["availability >= 99"] },
  sections: [{ id: "only", title: { en: "Only", de: "Einzig" }, seconds: 10 }],
  expectations: [{ id: "up", title: { en: "Up", de: "Da" }, that: "availability >= 99" }],
}

describe("docs/scenarios.md", () => {
  test("has a whole scenario and parts of some", () => {
    expect(examples.filter(({ isPart }) => !isPart)).toHaveLength(1)
    expect(examples.filter(({ isPart }) => isPart).length).toBeGreaterThanOrEqual(6)
  })

  test.each(examples)("an example can be run: $source", ({ isPart, source }) => {
    const whole = isPart ? stringify({ ...rest, ...(parse(source) as object) }) : source
    expect(readScenario(whole, {}, knownShop).scenario.sections).not.toEqual([])
  })

  test("names every metric, action and view, and no other metric as one that can be waited for", () => {
    for (const name of [...stepActionNames, ...scenarioViews]) expect(page).toContain(`\`${name}\``)
    const rows = page.split("\n").filter((line) => line.startsWith("| `"))
    for (const metric of scenarioMetrics) {
      const row = rows.find((line) => new RegExp(`^\\|[^|]*\`${metric}[\`(]`).test(line))
      expect(row, metric).toBeDefined()
      expect(row?.endsWith("| yes |"), metric).toBe(liveMetrics.some((live) => live === metric))
    }
  })
})
