import { test } from "@playwright/test"
import { type Stage, startStage } from "../stage.ts"
import { playTheChain } from "./chain.ts"

let stage: Stage

test.beforeAll(async () => {
  stage = await startStage({ idleLoadRps: 100 })
})
test.afterAll(async () => {
  await stage.stop()
})

test("the whole chain on the local platform", async ({ page }) => {
  await playTheChain(page, stage)
})
