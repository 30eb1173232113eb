import type { Checklist, ComparedFigure, RunComparison, RunSummary } from "@gameday/contract"
import { checklistItems } from "@gameday/contract"

/* SAMPLE DATA: runs that were kept, two of them compared, and a checklist. */

const title = { en: "Black Friday", de: "Black Friday" }
const hourMs = 3_600_000

/** @param now ms */
export function sampleRuns(now: number): RunSummary[] {
  const run = (hoursAgo: number, changes: Partial<RunSummary>): RunSummary => {
    const startedAt = now - hoursAgo * hourMs
    return {
      id: `sample-run-${hoursAgo}`,
      scenario: "black-friday",
      title,
      status: "completed",
      verdict: "passed",
      problem: null,
      startedAt,
      endedAt: startedAt + 903_000,
      kept: 5,
      expectations: 5,
      recording: false,
      bytes: 1_400_000,
      ...changes,
    }
  }
  return [
    run(0.1, { id: "sample-run-on", status: "running", verdict: null, endedAt: null, kept: 2 }),
    run(2, {}),
    run(3, { verdict: "deviated", kept: 4 }),
    run(26, {
      scenario: "ha-demo-3min",
      title: { en: "High availability in 3 minutes", de: "Hochverfügbarkeit in 3 Minuten" },
      status: "aborted",
      verdict: null,
      kept: 1,
      expectations: 4,
      problem: { code: "asked", message: "Aborted by operator." },
    }),
    run(50, {
      status: "failed",
      verdict: null,
      kept: 0,
      problem: { code: "not-steady", message: "healthy-core was 3 for 60 s; >= 4 was needed for 5 s." },
    }),
    run(700, {
      id: "ha-demo-3min-recording",
      scenario: "ha-demo-3min",
      title: { en: "High availability in 3 minutes", de: "Hochverfügbarkeit in 3 Minuten" },
      kept: 4,
      expectations: 4,
      recording: true,
    }),
  ]
}

const figure = (
  metric: string,
  unit: string,
  [a, b]: readonly [number | null, number | null],
  noise: number | null,
  verdict: ComparedFigure["verdict"],
): ComparedFigure => ({
  metric,
  of: null,
  unit,
  a,
  b,
  change: a === null || b === null || a === 0 ? null : b / a - 1,
  noise,
  verdict,
})

export function sampleComparison(a: RunSummary, b: RunSummary): RunComparison {
  return {
    a,
    b,
    figures: [
      figure("availability", "%", [99.974, 99.981], 0.0004, "same"),
      figure("errors", "%", [0.026, 0.019], 0.4, "same"),
      figure("p50", "ms", [12.4, 12.1], 0.03, "same"),
      figure("p95", "ms", [121, 88], 0.05, "better"),
      figure("p99", "ms", [310, 402], 0.09, "worse"),
      figure("rps", "/s", [991, 993], 0.01, "same"),
      figure("orders", "", [6204, 6240], 0.02, "same"),
      figure("revenue", "EUR", [507_012, 509_930], 0.02, "same"),
      figure("detection", "s", [0.4, 0.5], null, "unknown"),
      figure("recovery", "s", [1.3, 1.1], 0.08, "better"),
      figure("lost-orders", "", [0, 0], 0, "same"),
    ],
  }
}

type Item = (typeof checklistItems)[number]

const titles: Readonly<Record<Item, string>> = {
  "dashboard-loads": "The dashboard loads without errors",
  "core-services-healthy": "All four core services are healthy",
  "load-above-50": "The load is above 50 requests per second",
  "grafana-live": "Grafana shows live data",
  "fault-seen-and-healed": "A fault is seen on screen and heals in time",
  "heal-everything-leaves-nothing": "Heal everything leaves nothing behind",
  "login-rate-limit-validation": "Login, rate limit and validation work",
  "report-downloads": "A report downloads",
  "text-readable": "Text is readable at 1080p",
  "reset-leaves-clean-stage": "A reset leaves a clean stage",
  "recording-available": "A recorded run is there as fallback",
}

const special: Readonly<Partial<Record<Item, Pick<Checklist["results"][number], "status" | "reason">>>> = {
  "grafana-live": { status: "skipped", reason: "Grafana is not part of the platform in use (local)." },
  "load-above-50": {
    status: "failed",
    reason: "0 requests per second were measured for 10 s; more than 50 are needed. Start a load.",
  },
}

/** @param at when somebody looked; null: nobody has */
export function sampleChecklist(at: number | null): Checklist {
  return {
    ok: at === null ? null : false,
    checkedAt: at,
    running: false,
    results: checklistItems.map((item) => ({
      item,
      title: { en: titles[item], de: `${titles[item]} (de)` },
      ...(at === null
        ? { status: "not-run", reason: null, checkedAt: null, tookMs: null }
        : { status: "passed", reason: null, checkedAt: at, tookMs: 1_200, ...special[item] }),
    })),
  }
}
