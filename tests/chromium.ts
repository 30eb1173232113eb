import { existsSync } from "node:fs"
import { chromium } from "@playwright/test"

/** Where the browser is: GAMEDAY_CHROMIUM, the system's, or Playwright's own. tools/prepare.mjs sees to it that there is one. */
export function chromiumPath(): string {
  const candidates = [
    process.env.GAMEDAY_CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    chromium.executablePath(),
  ]
  const found = candidates.find((path) => path !== undefined && existsSync(path))
  if (found === undefined) throw new Error("No Chromium found. Install one, or name it in GAMEDAY_CHROMIUM.")
  return found
}

/** For containers and machines without a GPU; no background traffic of the browser's own. */
export const chromiumArguments = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--disable-background-networking",
]
