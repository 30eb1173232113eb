import { copyFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { ScenarioShelf } from "./scenario-shelf.ts"
import { knownShop, scenariosDir } from "./testing/known-shop.ts"

let directory: string
let problems: string[]
let shelf: ScenarioShelf
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "gameday-shelf-"))
  for (const name of ["black-friday", "ha-demo-3min", "target"]) {
    copyFileSync(join(scenariosDir, `${name}.yaml`), join(directory, `${name}.yaml`))
  }
  problems = []
  shelf = new ScenarioShelf({
    directory,
    stage: knownShop,
    recordingOf: (name) => (name === "black-friday" ? "recorded-black-friday" : null),
    onProblem: (file, { message }) => problems.push(`${file}: ${message}`),
  })
})
afterEach(() => {
  rmSync(directory, { recursive: true, force: true })
})

test("lists scenarios by name, with their length, their recording, and nothing left to fill in", () => {
  const listed = shelf.list()
  expect(listed.map(({ scenario, recording }) => [scenario.name, recording])).toEqual([
    ["black-friday", "recorded-black-friday"],
    ["ha-demo-3min", null],
  ])
  expect(listed[1]).toMatchObject({ plannedSeconds: 180, scenario: { load: { profile: { rps: 100 } } } })
  expect(problems).toEqual([])
})

test("tells once of a file that cannot be run, leaves it out, and takes it when it was mended", () => {
  const file = join(directory, "mine.yaml")
  writeFileSync(file, "name: mine\n")
  expect(shelf.list()).toHaveLength(2)
  expect(shelf.list()).toHaveLength(2)
  expect(problems).toEqual([expect.stringContaining(`${file}: The scenario cannot be run. line 1`)])
  expect(shelf.source("mine")).toBe("name: mine\n")

  writeFileSync(file, shelf.source("ha-demo-3min").replace("name: ha-demo-3min", "name: mine"))
  utimesSync(file, 1, 1)
  expect(shelf.list().map(({ scenario }) => scenario.name)).toContain("mine")
})

test("does not take a scenario whose name is not its file's", () => {
  writeFileSync(join(directory, "other.yaml"), shelf.source("ha-demo-3min"))
  expect(shelf.list()).toHaveLength(2)
  expect(problems).toEqual([expect.stringMatching(/named "ha-demo-3min", but its file "other.yaml"/)])
})

test("knows no scenario outside its directory", () => {
  for (const name of ["none", "target", "../scenarios/black-friday", "black-friday.yaml", ""]) {
    expect(() => shelf.source(name)).toThrow(/There are: black-friday, ha-demo-3min\./)
  }
})
