import { checklistItems } from "@gameday/contract"
import { test } from "@playwright/test"
import { checklistTitles } from "../../control-plane/src/checklist/titles.ts"
import { checks } from "./registry.ts"
import { stageUnderCheck } from "./stage.ts"

/* The demo checklist: one test for each item, against the stage that runs. Started by `npm run checklist`. */

const stage = stageUnderCheck()

for (const item of checklistItems) {
  test(`${item}: ${checklistTitles[item].en}`, ({ page }) => checks[item]({ page, stage }))
}
