import { expect } from "@playwright/test"
import { type Check, openDashboard, skip } from "../check.ts"
import { assertResetWorks } from "../real-reset.ts"
import { shopAt } from "../shop.ts"

const demoAccount = { username: "admin", password: "Secure123!" }

/**
 * What a fresh stage has is looked for on this one. Resetting ends a stage, so only one that was started for this look
 * gets the rest: a second stage beside it, used, reset and started again.
 */
export const resetLeavesCleanStage: Check = async ({ page, stage }) => {
  await openDashboard({ page, stage }, "/timeline")
  const shop = shopAt(page, stage.shopUrl)
  const login = await shop.post("/api/auth/login", demoAccount)
  expect(login.status, `The demo account can log in (${login.text})`).toBe(200)
  const { body } = await shop.get("/api/products?limit=1")
  expect(body.total, "The shop has something to sell").toBeGreaterThan(0)
  const { faults, healing } = await stage.state()
  const broken = faults.filter(({ status }) => status !== "reverted").map(({ kind }) => kind)
  expect([...broken, ...(healing ? ["healing"] : [])], "Nothing is broken").toEqual([])
  if (!stage.isOwn) {
    skip(
      "The demo account works, the shop is filled and nothing is broken. The reset itself would end the stage: run npm run checklist while none is running.",
    )
  }
  await assertResetWorks(page, demoAccount)
}
