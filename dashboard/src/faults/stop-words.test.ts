import type { StopCondition } from "@gameday/contract"
import { expect, test } from "vitest"
import { languages } from "../i18n/i18n.ts"
import { anyOfWords, causeWords, conditionWords, readCause } from "./stop-words.ts"

const plain = (text: string) => text.replaceAll("\u00a0", " ")
const availability: StopCondition = { metric: "availability", belowPercent: 90, forSeconds: 5 }

test.each<[StopCondition, string, string]>([
  [availability, "availability < 90 % for 5 s", "Verfügbarkeit < 90 % seit 5 s"],
  [
    { metric: "errors", abovePercent: 0.5, forSeconds: 130 },
    "errors > 0.5 % for 2 min 10 s",
    "Fehler > 0,5 % seit 2 min 10 s",
  ],
  [
    { metric: "p95", aboveMs: 4_000, forSeconds: 10 },
    "response time p95 > 4,000 ms for 10 s",
    "Antwortzeit p95 > 4.000 ms seit 10 s",
  ],
  [{ metric: "lost", aboveCents: 1_000_000 }, "lost > 10,000 EUR", "Verlust > 10.000 EUR"],
])("%j reads as people say it", (condition, en, de) => {
  expect(plain(conditionWords(condition, languages.en))).toBe(en)
  expect(plain(conditionWords(condition, languages.de))).toBe(de)
})

test("the cause says what was measured", () => {
  const words = causeWords({ condition: availability, measured: 81.26 }, languages.en)
  expect(plain(words)).toBe("availability 81.26 % < 90 % for 5 s")
})

test("several are alternatives, in the shop's own currency", () => {
  const words = anyOfWords([availability, { metric: "lost", aboveCents: 500 }], languages.en, "CHF")
  expect(plain(words)).toBe("availability < 90 % for 5 s or lost > 5 CHF")
})

test("an event's flat fields make the cause again; too few make none", () => {
  const data = { scope: "fault", metric: "p95", limit: 2_000, measured: 3_100, forSeconds: 5, faults: 1 }
  expect(readCause(data)).toEqual({
    scope: "fault",
    measured: 3_100,
    condition: { metric: "p95", aboveMs: 2_000, forSeconds: 5 },
  })
  expect(readCause({ ...data, metric: "weather" })).toBeNull()
  expect(readCause({ ...data, measured: null })).toBeNull()
  expect(readCause({})).toBeNull()
})
