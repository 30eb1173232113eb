import { expect, test } from "vitest"
import { isTyping, shortcutOf } from "./shortcuts.ts"
import { pathOf, viewOf, views } from "./views.ts"

const key = (name: string, held: Partial<Parameters<typeof shortcutOf>[0]> = {}) => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})

test("numbers open the views that one has", () => {
  expect(shortcutOf(key("2"), true)).toEqual({ does: "view", view: "chaos" })
  expect(shortcutOf(key("2"), false)).toEqual({ does: "view", view: "load" })
  expect(shortcutOf(key("7"), true)).toBeNull()
})

test("only operators heal, and only with both keys", () => {
  expect(shortcutOf(key("H", { shiftKey: true }), true)).toEqual({ does: "heal" })
  expect(shortcutOf(key("H", { shiftKey: true }), false)).toBeNull()
  expect(shortcutOf(key("h"), true)).toBeNull()
})

test("the browser's own combinations stay its own", () => {
  expect(shortcutOf(key("p", { ctrlKey: true }), true)).toBeNull()
})

test("keys belong to whoever is being typed into", () => {
  expect(isTyping(document.createElement("input"))).toBe(true)
  expect(isTyping(document.createElement("button"))).toBe(false)
})

test("every view has an address that leads back to it", () => {
  for (const view of views) expect(viewOf(pathOf(view))).toBe(view)
  expect(viewOf("/ha-dashboard/")).toBe("overview")
  expect(viewOf("/ha-dashboard/nonsense")).toBe("overview")
})
