import { expect, test } from "vitest"
import { isTyping, shortcutOf, viewKey } from "./shortcuts.ts"
import { pathOf, viewOf, views, viewsFor } from "./views.ts"

const key = (name: string, held: Partial<Parameters<typeof shortcutOf>[0]> = {}) => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})

const operator = { operator: true, presenting: false }
const viewer = { operator: false, presenting: false }

test("numbers open the views that one has, and the tenth has the 0", () => {
  expect(shortcutOf(key("2"), operator)).toEqual({ does: "view", view: "chaos" })
  expect(shortcutOf(key("2"), viewer)).toEqual({ does: "view", view: viewsFor(false)[1] })
  for (const [index, view] of views.entries()) {
    const name = viewKey(index)
    if (name !== null) expect(shortcutOf(key(name), operator)).toEqual({ does: "view", view })
  }
  expect(viewKey(9)).toBe("0")
  expect(viewKey(10)).toBeNull()
})

test("only operators heal, and only with both keys", () => {
  expect(shortcutOf(key("H", { shiftKey: true }), operator)).toEqual({ does: "heal" })
  expect(shortcutOf(key("H", { shiftKey: true }), viewer)).toBeNull()
  expect(shortcutOf(key("h"), operator)).toBeNull()
})

test("only operators have a link to show", () => {
  expect(shortcutOf(key("q"), operator)).toEqual({ does: "audience" })
  expect(shortcutOf(key("q"), viewer)).toBeNull()
})

test("while presenting, Escape leaves, and no number changes the view behind", () => {
  const presenting = { operator: true, presenting: true }
  expect(shortcutOf(key("Escape"), presenting)).toEqual({ does: "leave" })
  expect(shortcutOf(key("Escape"), operator)).toBeNull()
  expect(shortcutOf(key("2"), presenting)).toBeNull()
  expect(shortcutOf(key("P"), presenting)).toEqual({ does: "present" })
})

test("the browser's own combinations stay its own", () => {
  expect(shortcutOf(key("p", { ctrlKey: true }), operator)).toBeNull()
})

test("keys belong to whoever is being typed into", () => {
  expect(isTyping(document.createElement("input"))).toBe(true)
  expect(isTyping(document.createElement("button"))).toBe(false)
  const slider = document.createElement("input")
  slider.type = "range"
  expect(isTyping(slider)).toBe(false)
})

test("every view has an address that leads back to it", () => {
  for (const view of views) expect(viewOf(pathOf(view))).toBe(view)
  expect(viewOf("/ha-dashboard/")).toBe("overview")
  expect(viewOf("/ha-dashboard/nonsense")).toBe("overview")
})
