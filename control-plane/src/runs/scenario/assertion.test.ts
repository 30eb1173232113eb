import { describe, expect, test } from "vitest"
import { formatAssertion, parseAssertion } from "./assertion.ts"

describe("an assertion", () => {
  test.each([
    ["availability >= 99.9", { metric: "availability", comparison: ">=", limit: 99.9 }],
    ["  errors<1 ", { metric: "errors", comparison: "<", limit: 1 }],
    ["dropped = 0", { metric: "dropped", comparison: "=", limit: 0 }],
    [
      "p95(GET /api/products/:id) < 200",
      { metric: "p95", of: "GET /api/products/:id", comparison: "<", limit: 200 },
    ],
    [
      "p50( GET /api/products?search )<= 50",
      { metric: "p50", of: "GET /api/products?search", comparison: "<=", limit: 50 },
    ],
    [
      "recovery(kill-checkout) <= 2.5",
      { metric: "recovery", of: "kill-checkout", comparison: "<=", limit: 2.5 },
    ],
  ])("%s is understood, and written again means the same", (text, understood) => {
    const parsed = parseAssertion(text)
    expect(parsed).toEqual(understood)
    expect(parseAssertion(formatAssertion(parsed))).toEqual(parsed)
  })

  test.each([
    ["availability", /is no assertion; write "<metric> <comparison> <number>"/],
    ["availability >=", /is no assertion/],
    ["uptime > 3", /asks for "uptime".*there are availability, errors/],
    ["errors => 3", /compares by "=>"; there are < <= > >= =/],
    ["errors == 3", /compares by "=="/],
    ["p95 < 200 ms", /compares with "200 ms"; write a number without a unit/],
    ["rps > -1", /compares with "-1"/],
    ["availability >= 999", /at most 100/],
    ["availability(product) >= 9", /takes nothing in parentheses: "availability"/],
    ["recovery <= 3", /needs the id of a step in parentheses: "recovery\(kill-checkout\)"/],
    ["recovery() <= 3", /needs the id of a step/],
    ["p95() <= 3", /needs a route in parentheses, or no parentheses/],
  ])("%s is refused with what would be right", (text, sentence) => {
    expect(() => parseAssertion(text)).toThrow(sentence)
  })
})
