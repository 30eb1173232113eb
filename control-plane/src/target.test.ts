import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { describe, expect, test } from "vitest"
import { parse, stringify } from "yaml"
import { readTarget } from "./target.ts"

const shipped = resolve(import.meta.dirname, "../../scenarios/target.yaml")
type Description = {
  services: { name: string; role: string; dependsOn: string[] }[]
  business: { service: string }
}

function changed(change: (target: Description) => unknown): string {
  const target = parse(readFileSync(shipped, "utf8")) as Description
  change(target)
  const file = join(mkdtempSync(join(tmpdir(), "gameday-target-")), "target.yaml")
  writeFileSync(file, stringify(target))
  return file
}

describe("the target description", () => {
  test("that ships is valid and has four core services", () => {
    expect(readTarget(shipped).services.filter(({ tier }) => tier === "core")).toHaveLength(4)
  })

  test("leaves out the dependencies that a platform does not have, and whoever would depend on them", () => {
    const names = (platform: "local" | "docker") => {
      const { services, dependencies } = readTarget(shipped, platform)
      return [
        dependencies.map(({ name }) => name),
        services.find(({ name }) => name === "product")?.dependsOn,
      ]
    }
    expect(names("docker")).toEqual([["postgres", "valkey"], expect.arrayContaining(["postgres", "valkey"])])
    expect(names("local")).toEqual([["postgres"], expect.not.arrayContaining(["valkey"])])
  })

  test.each<[string, (target: Description) => unknown, RegExp]>([
    [
      "an unknown dependency",
      (t) => t.services[1]?.dependsOn.push("nowhere"),
      /"nowhere", which is not described/,
    ],
    [
      "no entry",
      (t) => Object.assign(t, { services: t.services.map((service) => ({ ...service, role: "backend" })) }),
      /exactly one service with role entry, has 0/,
    ],
    [
      "an unknown business service",
      (t) => Object.assign(t.business, { service: "bank" }),
      /"bank", which is not described/,
    ],
    ["a typo", (t) => Object.assign(t, { servises: [] }), /does not know the field "servises"/],
  ])("is refused with %s", (_, change, sentence) => {
    expect(() => readTarget(changed(change))).toThrow(sentence)
  })

  test("that is missing is named", () => {
    expect(() => readTarget("/nowhere/target.yaml")).toThrow(/\/nowhere\/target.yaml cannot be read/)
  })
})
