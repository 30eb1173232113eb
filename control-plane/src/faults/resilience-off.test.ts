import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { resilienceOff } from "./resilience-off.ts"

describeConformance({
  request: { kind: "resilience-off", params: { mechanisms: ["retries", "fallbacks"] }, target: oneOfA },
  async affected(stage, id) {
    if (stage.platform.pid(id) === undefined) return false
    const { headers } = await fetch(stage.platform.publicUrl(id))
    return headers.get("x-unprotected") === "retries,fallbacks"
  },
})

test("names in words what is switched off", () => {
  expect(resilienceOff.effect({ mechanisms: ["retries", "circuit-breaker"] }, ["gateway-1"])).toEqual({
    en: "gateway-1 does without retries and circuit breakers.",
    de: "gateway-1 verzichtet auf Wiederholungen und Sicherungen.",
  })
})
