import type { ScenarioStep } from "@gameday/contract"
import { beforeEach, describe, expect, it } from "vitest"
import { Performer } from "./performer.ts"
import { scriptOf } from "./script.ts"
import { FakeSurroundings } from "./testing/fake-surroundings.ts"
import { kill, say, scenarioOf, section } from "./testing/scenario-sketch.ts"

let around: FakeSurroundings
let narrated: string[]

beforeEach(() => {
  around = new FakeSurroundings()
  narrated = []
})

function perform(step: ScenarioStep, faultOf: (stepId: string) => string | undefined = () => undefined) {
  const performer = new Performer({
    ...around.parts(scenarioOf([section("a", 1)])),
    scale: async () => {},
    changeLoad: async () => {},
    faultOf,
    onNarration: ({ en }) => narrated.push(en),
  })
  const [scripted] = scriptOf(scenarioOf([section("a", 1, [step])])).flatMap(({ steps }) => steps)
  if (scripted === undefined) throw new Error("there is one step")
  return performer.perform(scripted)
}

it("names what an injection has hit, and remembers its fault", async () => {
  expect(await perform({ id: "k", inject: kill })).toEqual({ outcome: "checkout-1", faultId: "f1" })
})

describe("healing", () => {
  it("ends the fault of a step", async () => {
    await perform({ id: "k", inject: kill })
    expect(await perform({ id: "h", heal: "k" }, () => "f1")).toEqual({ outcome: "healed" })
    expect(around.calls).toEqual(["inject kill", "heal f1"])
  })

  it("fails when that step has broken nothing", async () => {
    await expect(perform({ id: "h", heal: "k" })).rejects.toThrow("k has not injected a fault")
  })

  it("of everything says how much, and fails when something is left", async () => {
    around.healReport = { healed: 3, failed: 0, verified: true, tookMs: 1, residue: [] }
    expect(await perform({ id: "h", heal: "everything" })).toEqual({ outcome: "3 of 3 healed" })
    around.healReport = {
      healed: 2,
      failed: 1,
      verified: false,
      tookMs: 1,
      residue: ["kill f1 is not reverted"],
    }
    await expect(perform({ id: "h", heal: "everything" })).rejects.toThrow("2 of 3 healed; left: kill f1")
  })
})

describe("a request of the presenter", () => {
  it("is sent as often as asked, and the last answer counts", async () => {
    const request = { method: "POST", path: "/api/auth/login", times: 6, expectStatus: 200 } as const
    expect(await perform({ id: "r", request })).toEqual({ outcome: "200" })
    expect(around.calls).toHaveLength(6)
  })

  it.each([
    [{ path: "/nowhere", expectStatus: 200 }, "answered 404, expected 200"],
    [{ path: "/", expectStatus: 200, expectBody: "jwt" }, 'answered 200 without "jwt"'],
  ])("fails when the answer is not the one expected: %j", async (request, reason) => {
    await expect(perform({ id: "r", request })).rejects.toThrow(reason)
  })
})

it("says what is to be said, on the timeline too", async () => {
  await perform(say("hello"))
  expect(narrated).toEqual(["hello"])
  expect(around.events).toMatchObject([{ type: "run.narrated", data: { en: "hello", de: "hello (de)" } }])
})
