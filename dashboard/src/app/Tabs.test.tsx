import { cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { setPreferences } from "../store/preferences.ts"
import { emptyStage } from "../store/stage.ts"
import { useStage } from "../store/stage-store.ts"
import { Tabs } from "./Tabs.tsx"
import { goTo, useView, views } from "./views.ts"

/** A bar with room for so many views: the others wrap onto a second line. */
function room(count: number) {
  vi.spyOn(HTMLElement.prototype, "offsetTop", "get").mockImplementation(function (this: HTMLElement) {
    return [...(this.parentElement?.children ?? [])].indexOf(this) < count ? 0 : 72
  })
}

const Bar = () => <Tabs view={useView()} />

beforeEach(() => {
  setPreferences({ locale: "en" })
  useStage.setState({ ...emptyStage, role: "operator" }, true)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  goTo("overview")
})

test("with room for all of them there is no menu", () => {
  room(99)
  render(<Bar />)
  for (const view of views) expect(screen.getByTestId(`view-${view}`)).toBeDefined()
  expect(screen.queryByTestId("views-more")).toBeNull()
})

test("what has no room stands in a menu, once, and opens from there", () => {
  room(4)
  render(<Bar />)
  expect(screen.queryByTestId("view-grafana")).toBeNull()
  fireEvent.click(screen.getByTestId("views-more"))
  const menu = within(screen.getByTestId("views-sheet"))
  expect(menu.getAllByRole("link")).toHaveLength(views.length - 4)
  fireEvent.click(menu.getByTestId("view-grafana"))
  expect(location.pathname).toBe("/ha-dashboard/grafana")
  expect(screen.queryByTestId("views-sheet")).toBeNull()
  expect(screen.getByTestId("views-more").textContent).toBe("Grafana")
})

test("Escape closes the menu and gives the focus back", () => {
  room(4)
  render(<Bar />)
  const more = screen.getByTestId("views-more")
  fireEvent.click(more)
  expect(more.getAttribute("aria-expanded")).toBe("true")
  fireEvent.keyDown(window, { key: "Escape" })
  expect(screen.queryByTestId("views-sheet")).toBeNull()
  expect(document.activeElement).toBe(more)
})
