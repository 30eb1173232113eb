import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Journey, JourneyStep } from "@gameday/contract"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { stringify } from "yaml"
import { GamedayError } from "../../errors.ts"
import { checkJourney } from "./check-journey.ts"
import { readJourneys } from "./read-journeys.ts"

const text = { en: "x", de: "x" }
const step = (more: Partial<JourneyStep> = {}): JourneyStep => ({
  name: "a",
  method: "GET",
  path: "/a",
  ...more,
})
const journeyOf = (steps: JourneyStep[], setup: JourneyStep[] = []): Journey => ({
  name: "test",
  title: text,
  description: text,
  steps,
  setup,
})

describe("a journey", () => {
  test.each([
    [[step({ path: "/{{id}}" })], [], ["/steps/0/path"]],
    [[step({ path: "/{{id}}", capture: { id: "/id" } })], [], ["/steps/0/path"]],
    [[step(), step({ name: "b", body: { x: ["{{id}}"] }, method: "POST" })], [], ["/steps/1/body"]],
    [[step({ headers: { "x-id": "{{id}}" } })], [step({ name: "s" })], ["/steps/0/headers/x-id"]],
    [[step({ path: "/{{random.dice}}" })], [], ["/steps/0/path"]],
    [[step({ path: "/a b" })], [], ["/steps/0/path"]],
    [
      [step({ headers: { Host: "evil", "x y": "1", "x-z": "a\r\nb" } })],
      [],
      ["/steps/0/headers/Host", "/steps/0/headers/x y", "/steps/0/headers/x-z"],
    ],
    [[step({ headers: { "X-Gameday-Client": "me" } })], [], ["/steps/0/headers/X-Gameday-Client"]],
    [[step({ body: {} })], [], ["/steps/0/body"]],
    [[step({ method: "HEAD", capture: { x: "/x" } })], [], ["/steps/0/method"]],
    [[step(), step()], [], ["/steps/1/name"]],
    [[step({ probability: 0.001 })], [], ["/steps"]],
  ] as const)("with the mistake %#: it is named", (steps, setup, paths) => {
    expect(checkJourney(journeyOf([...steps], [...setup])).map(({ path }) => path)).toEqual(paths)
  })

  test("may use what setup or an earlier step captured", () => {
    const setup = [step({ name: "login", capture: { token: "/token" } })]
    const steps = [
      step({ headers: { authorization: "Bearer {{token}}" }, capture: { id: "/items/*/id" } }),
      step({ name: "b", path: "/{{id}}?x={{random.int(1,3)}}" }),
    ]
    expect(checkJourney(journeyOf(steps, setup))).toEqual([])
  })
})

describe("a directory of journeys", () => {
  let directory = ""
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "gameday-journeys-"))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  const write = (file: string, content: string) => writeFileSync(join(directory, file), content)
  const problems = (): GamedayError => {
    try {
      readJourneys(directory)
    } catch (error) {
      if (error instanceof GamedayError) return error
    }
    throw new Error("The journeys were accepted")
  }

  test("is read in order of its files; other files are left alone", () => {
    write("b.yaml", stringify({ ...journeyOf([step()]), name: "second" }))
    write("a.yaml", stringify({ ...journeyOf([step()]), name: "first" }))
    write("notes.txt", "nothing")
    expect(readJourneys(directory).map(({ name }) => name)).toEqual(["first", "second"])
  })

  test("with broken files is refused, every file and every problem named in one error", () => {
    write("broken.yaml", "name: [unclosed")
    write("wrong.yaml", stringify({ ...journeyOf([step({ path: "no-slash" })]), title: "x", extra: 1 }))
    write("unknown.yaml", stringify(journeyOf([step({ path: "/{{who}}" }), step()])))
    const { code, message, details = [] } = problems()
    expect(code).toBe("validation_failed")
    expect(details.map(({ path }) => path.replace(directory, ""))).toEqual([
      "/broken.yaml",
      "/unknown.yaml#/steps/0/path",
      "/unknown.yaml#/steps/1/name",
      "/wrong.yaml#",
      "/wrong.yaml#/title",
      "/wrong.yaml#/steps/0/path",
    ])
    for (const { path, message: said } of details) {
      expect(message).toContain(path)
      expect(message).toContain(said)
    }
  })

  test("with one name twice is refused", () => {
    write("a.yaml", stringify(journeyOf([step()])))
    write("b.yaml", stringify(journeyOf([step()])))
    expect(problems().message).toContain("b.yaml#/name")
  })

  test("that is not there is refused", () => {
    directory = join(directory, "nowhere")
    expect(problems().message).toContain("nowhere")
  })
})
