import type { Page } from "@playwright/test"
import type { SampleRunMoment } from "./sample-run.ts"
import type { SampleServer } from "./sample-server.ts"
import type { Shot } from "./screenshots.ts"

/* Pictures of scripted runs: director, reports, recordings, checklist. */

const phone = { width: 390, height: 844 }
const laptop = { width: 1280, height: 720 }
const notes = { width: 1100, height: 800 }

const at = (moment: SampleRunMoment) => async (page: Page, server: SampleServer) => {
  server.stage.startRun(moment)
  await page.waitForTimeout(1_500)
}

const choose = (scenario: string) => async (page: Page) => {
  await page.getByTestId(`scenario-${scenario}`).click()
  await page.waitForTimeout(300)
}

async function refused(page: Page): Promise<void> {
  await choose("load-proof-10k")(page)
  await page.getByTestId("run-start").click()
  await page.getByTestId("run-refusal").waitFor()
}

async function stands(page: Page): Promise<void> {
  await page.getByTestId("replay-toggle").click()
  await page.waitForTimeout(600)
}

async function compared(page: Page): Promise<void> {
  await page.getByTestId("run-sample-run-2").getByRole("button").click()
  await page.getByTestId("compare").click()
  await page.waitForTimeout(600)
}

const viewer = { role: "viewer" } as const
const recording = "replay=black-friday-recording&at=100"

export const runShots: readonly Shot[] = [
  { name: "director-shelf", path: "/director", prepare: choose("black-friday") },
  { name: "director-shelf-de-light", path: "/director?lang=de&theme=light", prepare: choose("black-friday") },
  { name: "director-refused", path: "/director", prepare: refused },
  { name: "director-checking", path: "/director", prepare: at("checking") },
  { name: "director-running", path: "/director", prepare: at("running") },
  {
    name: "director-running-projector-de",
    path: "/director?lang=de&theme=projector",
    prepare: at("running"),
  },
  { name: "director-waiting-light", path: "/director?theme=light", prepare: at("waiting") },
  { name: "director-paused-1280-de", path: "/director?lang=de", size: laptop, prepare: at("paused") },
  { name: "director-healing", path: "/director", prepare: at("healing") },
  { name: "director-passed", path: "/director", prepare: at("passed") },
  { name: "director-deviated-de", path: "/director?lang=de", prepare: at("deviated") },
  { name: "director-failed-light", path: "/director?theme=light", prepare: at("failed") },
  { name: "director-phone", path: "/director", size: phone, server: viewer, prepare: at("running") },
  { name: "director-phone-shelf", path: "/director", size: phone, server: viewer },
  { name: "notes", path: "/director?notes", size: notes, prepare: at("waiting") },
  {
    name: "notes-light-de",
    path: "/director?notes&theme=light&lang=de",
    size: notes,
    prepare: at("running"),
  },
  { name: "report-list", path: "/report" },
  { name: "report-list-de-projector", path: "/report?lang=de&theme=projector" },
  { name: "report-compared", path: "/report", prepare: compared },
  { name: "report-compared-de-light", path: "/report?lang=de&theme=light", prepare: compared },
  { name: "report-phone", path: "/report", size: phone, server: viewer },
  { name: "replay-overview", path: `?${recording}`, prepare: stands },
  { name: "replay-director", path: `/director?${recording}`, prepare: stands },
  { name: "replay-overview-light-de", path: `?${recording}&theme=light&lang=de`, prepare: stands },
  { name: "replay-present", path: `?present&${recording}`, prepare: stands },
  {
    name: "replay-load-1280-projector",
    path: `/load?${recording}&theme=projector`,
    size: laptop,
    prepare: stands,
  },
  { name: "replay-phone", path: `?${recording}`, size: phone, prepare: stands },
  { name: "replay-unknown", path: "?replay=unknown" },
  { name: "checklist", path: "/checklist" },
  { name: "checklist-de-light", path: "/checklist?lang=de&theme=light" },
  { name: "checklist-phone", path: "/checklist", size: phone, server: viewer },
]
