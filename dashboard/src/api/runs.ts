import type {
  Checklist,
  RunComparison,
  RunControl,
  RunList,
  RunRecord,
  RunRequest,
  RunState,
  RunSummary,
  ScenarioInfo,
  ScenarioList,
} from "@gameday/contract"
import { type Answer, call } from "./client.ts"

const runAt = (id: string) => `/api/v1/runs/${encodeURIComponent(id)}`

/** Scenarios, runs and what came of them. */
export const runApi = {
  scenarios: async (): Promise<Answer<readonly ScenarioInfo[]>> => {
    const answer = await call<ScenarioList>("GET", "/api/v1/scenarios")
    return answer.ok ? { ok: true, value: answer.value.scenarios } : answer
  },
  start: (request: RunRequest) => call<RunRecord>("POST", "/api/v1/runs", request),
  control: (id: string, action: RunControl["action"]) =>
    call<RunState>("POST", `${runAt(id)}/control`, { action }),
  /** Answers when everything is healed. */
  abort: (id: string) => call<RunRecord>("DELETE", runAt(id)),
  /** Newest first. */
  runs: async (): Promise<Answer<readonly RunSummary[]>> => {
    const answer = await call<RunList>("GET", "/api/v1/runs")
    return answer.ok ? { ok: true, value: answer.value.runs } : answer
  },
  compare: (a: string, b: string) =>
    call<RunComparison>("GET", `/api/v1/runs/compare?${new URLSearchParams({ a, b })}`),
  checklist: () => call<Checklist>("GET", "/api/v1/checklist"),
}

export const reportFormats = ["html", "json", "junit"] as const
type ReportFormat = (typeof reportFormats)[number]

/** Where a run's report is; `download`: to keep instead of to look at. */
export function reportPath(id: string, format: ReportFormat, lang: string, download = false): string {
  const query = new URLSearchParams({ format, lang, ...(download ? { download: "1" } : {}) })
  return `${runAt(id)}/report?${query}`
}

export function journalPath(id: string): string {
  return `${runAt(id)}/journal`
}
