import type { ErrorBody, RunControl } from "@gameday/contract"
import { sampleJournal } from "./sample-journal.ts"
import { sampleChecklist, sampleComparison, sampleRuns } from "./sample-runs.ts"
import { sampleScenarios } from "./sample-scenarios.ts"
import type { SampleStage } from "./sample-stage.ts"

/* SAMPLE DATA: what the control plane answers about scenarios, runs and the checklist. */

export interface SampleAnswer {
  readonly status: number
  readonly type?: string
  readonly body: unknown
}

const refusal: ErrorBody = {
  code: "validation_failed",
  message: "The scenario has 2 problems; none of it was started.",
  details: [
    {
      path: "/sections/3/steps/0/inject/target/service",
      message: "There is no service checkuot. Known are gateway, product, user, checkout.",
      line: 74,
      column: 22,
    },
    {
      path: "/expectations/1/that",
      message: "availabilty is no metric. Did you mean availability?",
      line: 96,
      column: 11,
    },
  ],
}

/** null: it was not about runs. */
export function answerAboutRuns(
  stage: SampleStage,
  what: string,
  query: URLSearchParams,
  body: unknown,
): SampleAnswer | null {
  const now = stage.state().at
  const runs = sampleRuns(now)
  switch (what) {
    case "GET /api/v1/scenarios":
      return { status: 200, body: { scenarios: sampleScenarios } }
    case "POST /api/v1/runs":
      if ((body as { scenario?: string }).scenario === "load-proof-10k") return { status: 400, body: refusal }
      stage.startRun()
      return { status: 201, body: {} }
    case "GET /api/v1/runs":
      return { status: 200, body: { runs } }
    case "GET /api/v1/runs/compare": {
      const [a, b] = ["a", "b"].map((name) => runs.find(({ id }) => id === query.get(name)) ?? runs[1])
      return a === undefined || b === undefined ? null : { status: 200, body: sampleComparison(a, b) }
    }
    case "GET /api/v1/checklist":
      return { status: 200, body: sampleChecklist(query.has("none") ? null : now - 900_000) }
    default:
      return answerAboutRun(stage, what, body)
  }
}

function answerAboutRun(stage: SampleStage, what: string, body: unknown): SampleAnswer | null {
  const [, method, id = "", rest] = /^(\w+) \/api\/v1\/runs\/([\w.-]+)(?:\/(\w+))?$/.exec(what) ?? []
  if (method === "GET" && rest === "journal") {
    if (id === "unknown")
      return { status: 404, body: { code: "unknown_run", message: "There is no such run." } }
    const lines = sampleJournal(id, Date.UTC(2026, 4, 12, 14, 30, 0))
    return {
      status: 200,
      type: "application/x-ndjson",
      body: lines.map((line) => JSON.stringify(line)).join("\n"),
    }
  }
  if (method === "GET" && rest === "report") {
    return { status: 200, type: "text/html", body: "<h1>Sample report</h1>" }
  }
  if (method === "POST" && rest === "control") {
    const { action } = body as RunControl
    if (action === "pause") stage.startRun("paused")
    if (action === "resume") stage.startRun("running")
    return { status: 200, body: {} }
  }
  if (method === "DELETE") {
    stage.startRun("aborted")
    return { status: 200, body: {} }
  }
  return null
}
