import { defineConfig } from "@playwright/test"
import { chromiumArguments, chromiumPath } from "./tests/chromium.ts"

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  // One stage, one load, one audience.
  workers: 1,
  // A machine that does something else for a moment; the report names a test that needed it as flaky.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    viewport: { width: 1920, height: 1080 },
    screenshot: "only-on-failure",
    launchOptions: { executablePath: chromiumPath(), args: chromiumArguments },
  },
  projects: [
    { name: "local", testMatch: "**/*.spec.ts", testIgnore: "**/*.docker.spec.ts" },
    { name: "docker", testMatch: "**/*.docker.spec.ts", timeout: 300_000 },
  ],
})
