import { type TimelineEvent, type TimelineEventType, timelineEventTypes } from "@gameday/contract"
import { expect, test } from "vitest"
import { languages } from "../i18n/i18n.ts"
import { eventSentence } from "./sentence.ts"

const titles = new Map([["checkout", { en: "Checkout", de: "Kasse" }]])
const event = (type: TimelineEventType, changes: Partial<TimelineEvent> = {}): TimelineEvent => ({
  id: 1,
  at: 0,
  type,
  tone: "info",
  service: "checkout",
  instance: "checkout-2",
  data: {},
  ...changes,
})
const say = (one: TimelineEvent) => eventSentence(one, languages.en, titles).replaceAll("\u00a0", " ")

test.each(timelineEventTypes)(
  "%s is a full sentence in both languages, also when it says nothing more",
  (type) => {
    for (const i18n of [languages.en, languages.de]) {
      const sentence = eventSentence(event(type), i18n, titles)
      expect(sentence).toMatch(/[.]$/)
      expect(sentence).not.toMatch(/[{}]|undefined|null/)
    }
  },
)

test.each<[TimelineEventType, TimelineEvent["data"], string]>([
  [
    "fault.injected",
    { kind: "kill", instances: "checkout-1, checkout-2" },
    "We killed checkout-1 and checkout-2.",
  ],
  ["fault.injected", { kind: "from-the-future", instances: "checkout-1" }, "We broke checkout-1."],
  [
    "fault.reverted",
    { kind: "latency", end: "ttl", instances: "checkout-2" },
    "Answers slow (checkout-2): time is up, undone.",
  ],
  ["load.started", { journey: "shopper", rps: 100 }, "Load started: shopper, 100/s."],
  ["load.started", { journey: "shopper", rps: null }, "Load started: shopper."],
  ["load.changed", { rps: 250 }, "Load changed to 250 requests per second."],
  ["load.stopped", { reason: "completed" }, "Load ran to its end."],
  ["incident.recovered", { number: 3, recoverySeconds: 1.3 }, "Incident 3: checkout-2 healed in 1.3 s."],
  ["service.scaled", { before: 2, replicas: 4 }, "Checkout: 2 → 4 replicas."],
  ["heal-all.finished", { healed: 2, verified: false }, "Healed 2, but something is left."],
  ["guard.changed", { enabled: true, conditions: 2 }, "The guard is on."],
  [
    "guard.tripped",
    { scope: "everything", metric: "availability", limit: 90, measured: 81, forSeconds: 5, faults: 2 },
    "The guard healed everything: availability 81 % < 90 % for 5 s.",
  ],
  [
    "fault.reverted",
    { kind: "latency", end: "stop-condition", instances: "checkout-2" },
    "Answers slow (checkout-2): stopped by its limit.",
  ],
  [
    "service.autoscaled",
    { before: 2, replicas: 3, metric: "rps", target: 150, measured: 412 },
    "Checkout: 2 → 3 replicas. 412 requests/s, 150 per replica.",
  ],
  ["breaker.opened", { failed: 12, calls: 20 }, "Circuit breaker to Checkout opened: 12 of 20 calls failed."],
  ["slo.breached", { objective: "p95" }, "Out of limits: response time p95."],
])("%s %j", (type, data, sentence) => {
  expect(say(event(type, { data }))).toBe(sentence)
})
