import { expect } from "@playwright/test"
import { type Check, openDashboard } from "../check.ts"

const smallestPx = 24
const keyFigures = '[data-testid^="kpi-"], [data-testid="core-healthy"], [data-testid="situation"]'

interface ShownFigure {
  readonly name: string
  readonly fontPx: number
  readonly isOnScreen: boolean
}

/** Of each key figure the largest text with a digit or a dash in it: the figure itself, not its label or its formula. */
const measured = `[...document.querySelectorAll('${keyFigures}')].map((element) => {
  const words = element.dataset.testid === "situation" ? /./ : /[0-9–]/
  const holders = [element, ...element.querySelectorAll("*")].filter((one) =>
    [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && words.test(node.data)))
  const box = element.getBoundingClientRect()
  return {
    name: element.dataset.testid,
    fontPx: Math.max(0, ...holders.map((one) => parseFloat(getComputedStyle(one).fontSize))),
    isOnScreen: box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight && box.width > 0,
  }
})`

/** On a projector of 1920 by 1080, from the back row. */
export const textReadable: Check = async ({ page, stage }) => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  await openDashboard({ page, stage }, "", "&theme=projector")
  await expect(page.getByTestId("kpi-rps"), "The key figures are shown").toBeVisible()
  const figures = await page.evaluate<ShownFigure[]>(measured)
  expect(figures.length, "The key figures are shown").toBeGreaterThanOrEqual(6)
  const small = figures.filter(({ fontPx }) => fontPx < smallestPx)
  expect(
    small.map(({ name, fontPx }) => `${name} has ${fontPx} px`),
    `Every key figure has at least ${smallestPx} px`,
  ).toEqual([])
  const cut = figures.filter(({ isOnScreen }) => !isOnScreen).map(({ name }) => name)
  expect(cut, "Every key figure is on the screen as a whole").toEqual([])
}
