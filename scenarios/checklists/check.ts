import { expect, type Page, test } from "@playwright/test"
import type { StageUnderCheck } from "./stage.ts"

/** What a check may look at: the stage, and a browser of 1920 by 1080. */
export interface Subject {
  readonly page: Page
  readonly stage: StageUnderCheck
}

/** Looks whether one thing is as it has to be. Throws when it is not; what it leaves on the page is its picture. */
export type Check = (subject: Subject) => Promise<void>

/** It cannot apply here. Never for something that is broken. */
export function skip(reason: string): never {
  test.skip(true, reason)
  throw new Error(reason)
}

/** Opens a view as the operator, and waits until it is live. @param path such as "/chaos" */
export async function openDashboard({ page, stage }: Subject, path = "", query = ""): Promise<void> {
  await page.goto(`${stage.url}/ha-dashboard${path}?token=${stage.operatorToken}${query}`)
  await expect(page.getByTestId("connection"), "The dashboard is connected to the stage").toHaveAttribute(
    "data-state",
    "live",
  )
}

/** A picture of this moment, for the report. */
export async function picture(page: Page, name: string): Promise<void> {
  await test.info().attach(name, { body: await page.screenshot(), contentType: "image/png" })
}

/** A name that nobody on this stage has. */
export function freshUsername(): string {
  return `check-${crypto.randomUUID().slice(0, 8)}`
}
