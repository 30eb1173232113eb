import type { AutoscalingState, AutoscalingVerdict } from "@gameday/contract"
import { expect, test } from "vitest"
import { languages } from "../../i18n/i18n.ts"
import { decisionOf, isUsable } from "./decision.ts"

const policy = { enabled: true, metric: "rps", target: 150, minReplicas: 1, maxReplicas: 4 } as const
const state: AutoscalingState = {
  policy,
  verdict: "waiting",
  measured: 412.3,
  recommended: 3,
  replicas: 2,
  decidedAt: 0,
}
const decide = (changes: Partial<AutoscalingState>, language: "en" | "de" = "en") =>
  decisionOf({ autoscaling: { ...state, ...changes }, desired: 2, ready: 1 }, languages[language])

test("the calculation is told as it was made, in the unit of its metric", () => {
  expect(decide({})?.formula).toBe("412 RPS ÷ 150 per replica → 3")
  expect(decide({ policy: { ...policy, metric: "cpu", target: 0.5 }, measured: 0.82 })?.formula).toBe(
    "0.82 of 0.5 cores per replica × 2 → 3",
  )
  expect(decide({ policy: { ...policy, metric: "p95", target: 200 }, measured: 260 }, "de")?.formula).toBe(
    "p95 260 von 200 ms × 2 → 3",
  )
})

test.each<[AutoscalingVerdict, string, string]>([
  ["keep", "Right as it is", "within 10 % of the target"],
  ["waiting", "Waiting", "to see whether it lasts"],
  ["at-limit", "At the limit", "allowed are 1 to 4"],
  ["scaling", "Scaling", "1 of 2 ready"],
  ["held", "Held by hand", "stays at 2"],
  ["no-data", "No measurement", "so nothing is changed"],
  ["off", "Autoscaling off", "changed by hand only"],
])("%s is said in words", (verdict, word, why) => {
  expect(decide({ verdict })).toMatchObject({ verdict: word, why })
})

test("nothing is calculated where nothing was measured or nobody asked", () => {
  expect(decide({ verdict: "no-data", measured: null, recommended: null })?.formula).toBeNull()
  expect(decide({ verdict: "off" })?.formula).toBeNull()
  expect(decisionOf({ autoscaling: null, desired: 1, ready: 1 }, languages.en)).toBeNull()
})

test("only too few replicas are a warning", () => {
  expect(decide({ verdict: "at-limit", recommended: 8 })?.short).toBe(true)
  expect(decide({ verdict: "at-limit", recommended: 0 })?.short).toBe(false)
})

test("a policy that cannot work is not sent", () => {
  expect(isUsable(policy)).toBe(true)
  expect(isUsable({ ...policy, minReplicas: 5 })).toBe(false)
  expect(isUsable({ ...policy, target: Number.NaN })).toBe(false)
  expect(isUsable({ ...policy, maxReplicas: 2.5 })).toBe(false)
})
