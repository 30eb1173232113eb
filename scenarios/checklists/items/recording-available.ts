import type { JournalLine, RunSummary } from "@gameday/contract"
import { expect } from "@playwright/test"
import { type Check, openDashboard } from "../check.ts"

/** Something that can be shown when the venue's network or machine fails: it is fetched whole, and it plays. */
export const recordingAvailable: Check = async ({ page, stage }) => {
  await openDashboard({ page, stage }, "/report")
  const fallback = bestOf(await stage.runs())
  expect(fallback, "A recorded run is there, or one that ran to its end").toBeDefined()
  const { id } = fallback as RunSummary
  const journal = await page.request.get(`${stage.url}/api/v1/runs/${id}/journal`)
  expect(journal.status(), "Its journal can be downloaded").toBe(200)
  const lines = (await journal.text()).trim().split("\n")
  expect([kindOf(lines[0]), kindOf(lines.at(-1))], "Its journal is whole").toEqual(["header", "end"])
  await page.goto(`${stage.url}/ha-dashboard?replay=${id}`)
  await expect(page.getByTestId("replay"), "It plays in the dashboard").toBeVisible()
  await expect(page.getByTestId("replay-frame"), "It says that it is a recording").toBeVisible()
}

/** One that ran to its end on this machine, or the newest that is shipped. */
function bestOf(runs: readonly RunSummary[]): RunSummary | undefined {
  return (
    runs.find(({ status, recording }) => recording && status === "completed") ??
    runs.find(({ status }) => status === "completed")
  )
}

/** undefined: it is no line of a journal, or only a part of one. */
function kindOf(line = ""): JournalLine["kind"] | undefined {
  try {
    return (JSON.parse(line) as Partial<JournalLine>).kind
  } catch {
    return undefined
  }
}
