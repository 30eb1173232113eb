import { describe, expect, test } from "vitest"
import { wantsBrowser } from "./open-browser.ts"

describe("a browser is opened", () => {
  test.each([
    ["on a Linux desktop", { DISPLAY: ":0" }, "linux", true, true],
    ["on Wayland", { WAYLAND_DISPLAY: "wayland-0" }, "linux", true, true],
    ["on macOS", {}, "darwin", true, true],
    ["not on a server", {}, "linux", true, false],
    ["not without a terminal", { DISPLAY: ":0" }, "linux", false, false],
    ["not in CI", { DISPLAY: ":0", CI: "true" }, "linux", true, false],
    ["not when told so", { GAMEDAY_OPEN: "0" }, "darwin", true, false],
  ] as const)("%s", (_, environment, platform, terminal, expected) => {
    expect(wantsBrowser(environment, platform, terminal)).toBe(expected)
  })
})
