import { expect, test } from "vitest"
import { readPreferences, searchWith } from "./preferences.ts"

test("the address decides, then what was stored, then the browser's language", () => {
  const stored = JSON.stringify({ theme: "light", locale: "en", textSize: "115" })
  expect(readPreferences("?theme=projector&lang=de&text=130&present", stored, "en-GB")).toEqual({
    theme: "projector",
    locale: "de",
    textSize: "130",
    present: true,
  })
  const before = { theme: "light", locale: "en", textSize: "115", present: false }
  expect(readPreferences("", stored, "de-DE")).toEqual(before)
  const fresh = { theme: "dark", locale: "de", textSize: "100", present: false }
  expect(readPreferences("", null, "de-AT")).toEqual(fresh)
})

test("what cannot be is ignored", () => {
  expect(readPreferences("?theme=pink&lang=fr&text=500", "not json", "en")).toEqual({
    theme: "dark",
    locale: "en",
    textSize: "100",
    present: false,
  })
})

test("the address keeps what others put there", () => {
  expect(searchWith("?zoom=5", { theme: "light", locale: "de", textSize: "130", present: true })).toBe(
    "?zoom=5&theme=light&lang=de&text=130&present",
  )
  expect(
    searchWith("?present&text=115", { theme: "dark", locale: "en", textSize: "100", present: false }),
  ).toBe("?theme=dark&lang=en")
})
