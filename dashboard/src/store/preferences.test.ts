import { expect, test } from "vitest"
import { readPreferences, searchWith } from "./preferences.ts"

test("the address decides, then what was stored, then the browser's language", () => {
  const stored = JSON.stringify({ theme: "light", locale: "en" })
  expect(readPreferences("?theme=projector&lang=de&present", stored, "en-GB")).toEqual({
    theme: "projector",
    locale: "de",
    present: true,
  })
  expect(readPreferences("", stored, "de-DE")).toEqual({ theme: "light", locale: "en", present: false })
  expect(readPreferences("", null, "de-AT")).toEqual({ theme: "dark", locale: "de", present: false })
})

test("what cannot be is ignored", () => {
  expect(readPreferences("?theme=pink&lang=fr", "not json", "en")).toEqual({
    theme: "dark",
    locale: "en",
    present: false,
  })
})

test("the address keeps what others put there", () => {
  expect(searchWith("?zoom=5", { theme: "light", locale: "de", present: true })).toBe(
    "?zoom=5&theme=light&lang=de&present",
  )
  expect(searchWith("?present&theme=dark", { theme: "dark", locale: "en", present: false })).toBe(
    "?theme=dark&lang=en",
  )
})
