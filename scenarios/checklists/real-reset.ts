import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { expect, type Page, test } from "@playwright/test"
import { type Stage, startStage } from "../../tests/stage.ts"
import { freshUsername } from "./check.ts"
import { shopAt } from "./shop.ts"

const root = resolve(import.meta.dirname, "../..")
/** Two starts, on a machine where another stage runs. */
const withinMs = 240_000

interface Account {
  readonly username: string
  readonly password: string
}

/** A local stage of its own is used, ended, reset and started again: what was done on the first is gone on the second. */
export async function assertResetWorks(page: Page, demoAccount: Account): Promise<void> {
  test.setTimeout(withinMs)
  const dataDir = mkdtempSync(join(tmpdir(), "gameday-reset-"))
  const customer = { username: freshUsername(), password: "Checked-123!" }
  const start = () => startStage({ environment: { GAMEDAY_DATA_DIR: dataDir } })
  const logIn = async (stage: Stage, account: Account) =>
    (await shopAt(page, stage.shopUrl).post("/api/auth/login", account)).status
  try {
    const before = await start()
    await during(before, async () => {
      const account = { ...customer, email: "checked@example.com" }
      expect((await shopAt(page, before.shopUrl).post("/api/auth/register", account)).status).toBe(201)
      expect(await logIn(before, customer), "Before the reset the customer is known").toBe(200)
    })
    reset(dataDir, new URL(before.url).port)
    expect(existsSync(dataDir), "The data of the stage is gone").toBe(false)
    const after = await start()
    await during(after, async () => {
      expect(await logIn(after, customer), "After the reset nobody knows the customer").toBe(401)
      expect(await logIn(after, demoAccount), "After the reset the demo account can log in").toBe(200)
      expect((await after.state()).faults, "After the reset no fault is remembered").toEqual([])
    })
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function during(stage: Stage, look: () => Promise<void>): Promise<void> {
  try {
    await look()
  } finally {
    await stage.stop()
  }
}

/** What `npm run reset` does, to the second stage only. */
function reset(dataDir: string, port: string): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, "tools/reset.ts")], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      GAMEDAY_DATA_DIR: dataDir,
      GAMEDAY_PORT: port,
      GAMEDAY_COMPOSE_PROJECT: "gameday-checklist-reset",
    },
  })
  expect(status, `The reset succeeds (${stderr.trim()})`).toBe(0)
}
