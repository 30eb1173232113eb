import type { HealReport } from "@gameday/contract"
import { expect, test } from "vitest"
import { languages } from "../i18n/i18n.ts"
import { healWords } from "./heal-everything.ts"

const report: HealReport = { healed: 2, failed: 0, verified: true, tookMs: 840, residue: [] }
const words = (changes: Partial<HealReport>) => healWords({ ...report, ...changes }, languages.en)

test("says how many were healed, that it was checked, and how long it took", () => {
  expect(words({}).replaceAll("\u00a0", " ")).toBe("Healed 2 of 2, verified, in 0.8 s.")
})

test("with nothing active it says so", () => {
  expect(words({ healed: 0 })).toBe("Nothing to heal. Checked: nothing injected is left.")
})

test("never claims to be done while something is left", () => {
  expect(words({ failed: 1, residue: ["product-1: latency"] })).toBe(
    "Healed 2 of 3. Something is left: product-1: latency",
  )
  expect(words({ healed: 0, verified: false, residue: ["checkout-2"] })).toContain("checkout-2")
})
