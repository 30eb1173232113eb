import { afterEach, expect, test } from "vitest"
import { closeToast, showToast, useToast } from "./toasts.ts"

afterEach(closeToast)

const refused = { tone: "error", code: "fault_conflict", text: "Heal it first.", details: [] } as const

test("the newest message replaces the one before", () => {
  showToast({ tone: "done", text: "one" })
  showToast({ tone: "done", text: "two" })
  expect(useToast.getState().toast).toMatchObject({ text: "two" })
})

test("an error stays until somebody has closed it, whatever goes well meanwhile", () => {
  showToast(refused)
  showToast({ tone: "done", text: "Healed." })
  expect(useToast.getState().toast).toBe(refused)
  closeToast()
  showToast({ tone: "done", text: "Healed." })
  expect(useToast.getState().toast).toMatchObject({ text: "Healed." })
})
