import { expect, test } from "vitest"
import { messages } from "./messages.ts"

const entries = Object.entries(messages)
const placeholders = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).sort((a, b) => a.localeCompare(b))

/** Said the same in both languages, on purpose. */
const same = new Set([
  "view.chaos",
  "view.grafana",
  "grafana.title",
  "platform.docker",
  "platform.swarm",
  "now.healthy",
  "kpi.quantiles",
  "topology.per-second",
  "business.revenue",
  "business.per-minute",
  "chart.minutes-ago",
  "settings.text-percent",
])

test("every text is there in both languages", () => {
  expect(entries.filter(([, text]) => text.en.trim() === "" || text.de.trim() === "")).toEqual([])
})

test("both languages are filled with the same values", () => {
  for (const [key, { en, de }] of entries) expect(placeholders(de), key).toEqual(placeholders(en))
})

test("nothing was left untranslated", () => {
  expect(entries.filter(([key, { en, de }]) => en === de && !same.has(key)).map(([key]) => key)).toEqual([])
})

test("nobody shouts", () => {
  expect(entries.filter(([, { en, de }]) => /!/.test(en + de)).map(([key]) => key)).toEqual([])
})
