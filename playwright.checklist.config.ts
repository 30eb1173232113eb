import { defineConfig } from "@playwright/test"
import { chromiumArguments, chromiumPath } from "./tests/chromium.ts"

/** The demo checklist. `npm run checklist` finds or starts the stage, and says where it is. */
export default defineConfig({
  testDir: "scenarios/checklists",
  testMatch: "*.spec.ts",
  outputDir: "test-results/checklist",
  // One stage: what one item breaks, another would see.
  workers: 1,
  // An item that passes only the second time is not ready for an audience.
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [
    ["html", { outputFolder: "playwright-report/checklist", open: "never", title: "Demo checklist" }],
    ["./scenarios/checklists/checklist-reporter.ts"],
  ],
  use: {
    viewport: { width: 1920, height: 1080 },
    locale: "en-GB",
    screenshot: "on",
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    launchOptions: { executablePath: chromiumPath(), args: chromiumArguments },
  },
})
