import { readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { Journey } from "@gameday/contract"
import { Value } from "typebox/value"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"

const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".yaml"))
const read = (file: string) => parse(readFileSync(join(import.meta.dirname, file), "utf8"))

test("there are journeys", () => {
  expect(files).toEqual(expect.arrayContaining(["browse.yaml", "shopper.yaml"]))
})

describe.each(files)("%s", (file) => {
  const journey: Journey = read(file)

  test("is a journey, named like its file", () => {
    expect([...Value.Errors(Journey, journey)]).toEqual([])
    expect(journey.name).toBe(basename(file, ".yaml"))
  })

  test("uses only what an earlier step captured", () => {
    const known = new Set<string>()
    for (const step of [...(journey.setup ?? []), ...journey.steps]) {
      const used = JSON.stringify([step.path, step.headers, step.body]).matchAll(
        /\{\{(?!random\.)([a-zA-Z0-9]+)\}\}/g,
      )
      for (const [, name] of used) expect(known, `${step.name} uses ${name}`).toContain(name)
      for (const name of Object.keys(step.capture ?? {})) known.add(name)
    }
  })

  test("tags exactly the orders as checkouts", () => {
    const tagged = journey.steps.filter(({ tag }) => tag === "checkout")
    const orders = journey.steps.filter(({ method, path }) => method === "POST" && path === "/api/checkout")
    expect(tagged).toEqual(orders)
  })

  test("writes down exactly the orders that are confirmed", () => {
    const confirming = journey.steps.filter(({ confirms }) => confirms !== undefined)
    expect(confirming).toEqual(journey.steps.filter(({ tag }) => tag === "checkout"))
  })
})
