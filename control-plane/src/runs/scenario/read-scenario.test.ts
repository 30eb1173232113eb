import { scenarioViews, type VariableValue } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import { GamedayError } from "../../errors.ts"
import { readScenario } from "./read-scenario.ts"
import { knownShop } from "./testing/known-shop.ts"

const valid = `name: small
title: { en: Small, de: Klein }
description: { en: Small, de: Klein }
variables:
  rps: { default: 50, minimum: 1, maximum: 100, description: { en: Rate, de: Rate } }
load: { journey: browse, profile: { kind: constant, rps: "\${rps}" } }
steadyState: { that: [availability >= 99] }
sections:
  - id: first
    title: { en: One, de: Eins }
    seconds: 30
    steps:
      - id: slow
        at: 5
        inject:
          kind: latency
          target: { service: product, instances: 1 }
          params: { percentage: 30, delayMs: 400 }
          ttlSeconds: 10
      - id: say
        after: { step: slow, seconds: 2 }
        narrate: { en: "\${rps} per second", de: "\${rps} pro Sekunde" }
expectations:
  - { id: up, title: { en: Up, de: Da }, that: availability >= 99 }
`

/** Line, column and text of every problem. */
function problemsOf(source: string, given: Record<string, VariableValue> = {}): string[] {
  try {
    readScenario(source, given, knownShop)
    return []
  } catch (error) {
    if (!(error instanceof GamedayError)) throw error
    expect(error.code).toBe("validation_failed")
    return (error.details ?? []).map(
      ({ line, column, path, message }) => `${line ?? "-"}:${column ?? "-"} ${path} ${message}`,
    )
  }
}

/** The valid scenario with one passage replaced. */
const changed = (from: string, to: string) => {
  expect(valid).toContain(from)
  return valid.replace(from, to)
}

describe("variables", () => {
  test("are filled in: alone as what they are, within a text written out", () => {
    const { scenario, variables } = readScenario(valid, {}, knownShop)
    expect(scenario.load.profile).toEqual({ kind: "constant", rps: 50 })
    expect(scenario.sections[0]?.steps?.[1]?.narrate?.en).toBe("50 per second")
    expect(variables).toEqual({ rps: 50 })
  })

  test("can be given, also as the text that a terminal has", () => {
    for (const rps of [80, "80"]) {
      const { scenario, variables } = readScenario(valid, { rps }, knownShop)
      expect(scenario.load.profile).toEqual({ kind: "constant", rps: 80 })
      expect(variables).toEqual({ rps: 80 })
    }
  })

  test("can be multiplied and divided", () => {
    const rps = (text: string) => readScenario(changed(`\${rps}`, text), {}, knownShop).scenario.load.profile
    expect(rps(`\${rps * 0.3}`)).toEqual({ kind: "constant", rps: 15 })
    expect(rps(`\${ rps/4 }`)).toEqual({ kind: "constant", rps: 12.5 })
  })

  test.each<[Record<string, VariableValue>, string]>([
    [{ rps: 500 }, "5:8 /variables/rps must be at most 100, not 500"],
    [{ rps: 0 }, "5:8 /variables/rps must be at least 1, not 0"],
    [{ rps: "fast" }, '5:8 /variables/rps must be a number, not "fast"'],
    [{ rps: true }, "5:8 /variables/rps must be a number, not true"],
    [{ rsp: 5 }, "5:3 /variables/rsp is no variable here; there are rps"],
  ])("%o is refused", (given, problem) => {
    expect(problemsOf(valid, given)).toEqual([problem])
  })
})

const narration = `narrate: { en: "\${rps} per second", de: "\${rps} pro Sekunde" }`
const fault = `kind: latency
          target: { service: product, instances: 1 }
          params: { percentage: 30, delayMs: 400 }`
const services = "gateway, product, user, checkout, analytics, inventory, payment, payment-provider"
const routes =
  "GET /api/products, GET /api/categories, GET /api/products?search, GET /api/products/:id, GET /api/recommendations"

/** One passage replaced, and the line, the column and the sentence for whoever wrote it. */
const broken: readonly (readonly [from: string, to: string, ...problems: string[]])[] = [
  // shape
  ["name: small", "name: Small One", "1:7 /name must match ^[a-z0-9][a-z0-9-]{0,40}$"],
  ["title: { en: One, de: Eins }", "title: { en: One }", '10:12 /sections/0/title needs the field "de"'],
  ["seconds: 30", "seconds: 30\n    hue: red", '12:5 /sections/0 does not know the field "hue"'],
  ["seconds: 30", "seconds: soon", "11:14 /sections/0/seconds must be number"],
  [
    "seconds: 30",
    "seconds: 30\n    show: cellar",
    `12:11 /sections/0/show must be one of ${scenarioViews.map((view) => `"${view}"`).join(", ")}`,
  ],
  ["kind: latency", "kind: lateness", '16:11 /sections/0/steps/0/inject does not know the kind "lateness"'],
  ["delayMs: 400", "delayMs: 0", "18:46 /sections/0/steps/0/inject/params/delayMs must be >= 1"],
  [
    "instances: 1",
    "instances: most",
    '17:50 /sections/0/steps/0/inject/target/instances must be a count, a share like "50%", or "all"',
  ],
  ["ttlSeconds: 10", "ttlSeconds: 7200", "19:23 /sections/0/steps/0/inject/ttlSeconds must be <= 3600"],
  [
    "default: 50, minimum: 1, maximum: 100",
    "default: []",
    "5:19 /variables/rps/default must be number or string or boolean",
  ],
  [
    narration,
    "load: { rps: 5, factor: 2 }",
    '22:25 /sections/0/steps/1/load does not know the field "factor"',
  ],
  [
    narration,
    "load: { journey: browse, profile: { kind: jump } }",
    '22:43 /sections/0/steps/1/load/profile does not know the kind "jump"',
  ],
  // several at once, in the order of the file
  [
    "name: small\ntitle: { en: Small, de: Klein }",
    "name: X\ntitle: Small",
    "1:7 /name must match ^[a-z0-9][a-z0-9-]{0,40}$",
    "2:8 /title must be object",
  ],
  // YAML
  ["name: small", "name: small\nname: twice", "2:1  is no YAML: Map keys must be unique"],
  [
    "description: {",
    "description: [",
    "3:37  is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
  ],
  ["title: { en: One, de: Eins }", "title: *one", '10:12  is no YAML: nothing before it is named "&one"'],
  // variables
  [
    `"\${rps}" } }`,
    `"\${rate}" } }`,
    `6:58 /load/profile/rps uses "\${rate}", which is no variable here; there are rps`,
  ],
  [
    `"\${rps}" } }`,
    `"\${rps + 5}" } }`,
    `6:58 /load/profile/rps holds a "\${" that is none of \${name}, \${name * 2}, \${name / 2}`,
  ],
  ["default: 50", "default: 500", "5:19 /variables/rps/default must be at most 100"],
  ["minimum: 1", "minimum: 200", "5:32 /variables/rps/minimum is larger than the maximum"],
  ["default: 50", "default: x", "5:8 /variables/rps has a minimum or maximum, but its default is no number"],
  [
    "variables:",
    "variables:\n  spare: { default: 1, description: { en: A, de: B } }",
    '5:3 /variables has "spare", which nothing uses',
  ],
  // what steps do, and when
  [
    "narrate:",
    "heal: slow\n        narrate:",
    "23:9 /sections/0/steps/1 does two things, heal and narrate; make two steps of it",
  ],
  [
    narration,
    "title: { en: A, de: B }",
    "20:9 /sections/0/steps/1 does nothing; give it one of inject, heal, scale, restart, load, request, narrate, pause",
  ],
  [
    "at: 5",
    "at: 5\n        cue: true",
    "15:9 /sections/0/steps/0 begins by at and by cue; one of them has to go",
  ],
  ["at: 5", "at: 31", "14:13 /sections/0/steps/0/at is 31 s, but its section is over after 30 s"],
  ["at: 5", "withinSeconds: 5", '14:9 /sections/0/steps/0 says how long "when" may take, but has none'],
  [
    "id: say",
    "id: slow",
    '20:13 /sections/0/steps/1/id "slow" is there already',
    '21:24 /sections/0/steps/1/after/step waits for "slow", which itself waits for this step',
  ],
  [
    "step: slow, seconds: 2",
    "step: swift",
    '21:24 /sections/0/steps/1/after/step names "swift", which is no step',
  ],
  [
    "step: slow, seconds: 2",
    "step: say",
    '21:24 /sections/0/steps/1/after/step waits for "say", which itself waits for this step',
  ],
  [
    "at: 5",
    "after: { step: say }",
    '14:24 /sections/0/steps/0/after/step waits for "say", which itself waits for this step',
    '21:24 /sections/0/steps/1/after/step waits for "slow", which itself waits for this step',
  ],
  // In turn, so it waits for the step before it, which waits for it.
  ["at: 5", "after: { step: last }", '14:24 /sections/0/steps/0/after/step names "last", which is no step'],
  [
    "after: { step: slow, seconds: 2 }",
    "after: { step: last }\n        title: { en: A, de: B }\n        narrate: { en: A, de: B }\n      - id: last\n        cue: true",
    '21:24 /sections/0/steps/1/after/step waits for "last", which itself waits for this step',
  ],
  // names
  [
    "journey: browse",
    "journey: run",
    '6:18 /load/journey names "run", which is no journey; there are browse, shopper',
  ],
  [
    "service: product",
    "service: prodct",
    `17:30 /sections/0/steps/0/inject/target/service names "prodct", which is no service; there are ${services}`,
  ],
  [
    fault,
    "kind: dependency-outage\n          target: { service: product, instances: all }\n          params: {}",
    '17:30 /sections/0/steps/0/inject/target/service names "product", which is no dependency; there are postgres, valkey',
  ],
  [
    fault,
    "kind: upstream-abort\n          target: { service: gateway, instances: all }\n          params: { percentage: 5, upstream: products }",
    `18:46 /sections/0/steps/0/inject/params/upstream names "products", which is no service; there are ${services}`,
  ],
  [
    fault,
    "kind: partition\n          target: { service: product, instances: 1 }\n          params: { from: [postgres, valley] }",
    `18:38 /sections/0/steps/0/inject/params/from/1 names "valley", which is no service or dependency; there are ${services}, postgres, valkey`,
  ],
  [
    "          ttlSeconds: 10\n",
    "",
    '16:11 /sections/0/steps/0/inject needs the field "ttlSeconds": how long the fault may last at most, whoever forgets to heal it',
  ],
  [
    narration,
    "heal: fast",
    '22:15 /sections/0/steps/1/heal names "fast", which is no step that injects a fault; there are slow; or "everything"',
  ],
  [
    narration,
    "scale: { service: gateway, replicas: 3 }",
    "22:46 /sections/0/steps/1/scale/replicas is 3, but gateway has at most 1",
  ],
  [
    narration,
    "restart: { service: shop }",
    `22:29 /sections/0/steps/1/restart/service names "shop", which is no service; there are ${services}`,
  ],
  [
    narration,
    "request: { path: //elsewhere, expectStatus: 200 }",
    "22:26 /sections/0/steps/1/request/path is no path of the shop; encode spaces and special characters",
  ],
  [
    narration,
    "request: { path: /a, body: {}, expectStatus: 200 }",
    "22:30 /sections/0/steps/1/request sends a body with GET, which has none",
  ],
  // load
  [
    "kind: constant,",
    "kind: sequence, parts: [{ kind: constant, rps: 5 }, { kind: constant, rps: 6 }],",
    '6:118 /load/profile does not know the field "rps"',
  ],
  // assertions
  [
    "[availability >= 99]",
    "[orders > 5]",
    "7:23 /steadyState/that/0 asks for orders, which is known at the end only; expect it",
  ],
  [
    "[availability >= 99]",
    "[p95(GET /nowhere) < 5]",
    `7:23 /steadyState/that/0 names the route "GET /nowhere", which no customer takes here; there are ${routes}`,
  ],
  [
    "at: 5",
    "when: recovery(slow) > 1",
    "14:15 /sections/0/steps/0/when asks for recovery, which is known at the end only; expect it",
  ],
  [
    "that: availability >= 99 }",
    "that: recovery(say) < 3 }",
    '24:48 /expectations/0/that names "say", which injects no fault; there are slow',
  ],
  [
    "that: availability >= 99 }",
    "that: availability }",
    '24:48 /expectations/0/that is no assertion; write "<metric> <comparison> <number>", for example "availability >= 99.9"',
  ],
]

describe("a broken scenario", () => {
  test("the one that all of these are made of is right", () => {
    expect(problemsOf(valid)).toEqual([])
  })

  test.each(broken)("%j → %j", (from, to, ...problems) => {
    expect(problemsOf(changed(from, to))).toEqual(problems)
  })
})
