import type {
  AssertionState,
  ExpectationState,
  RunState,
  ScenarioMetric,
  SectionState,
  StepState,
} from "@gameday/contract"
import { sampleSections, sampleSteps } from "./sample-script.ts"

/* SAMPLE DATA: a scripted run in the middle of it, or at another moment somebody wants to look at. */

export type SampleRunMoment =
  | "checking"
  | "running"
  | "waiting"
  | "paused"
  | "healing"
  | "passed"
  | "deviated"
  | "failed"
  | "aborted"

const title = { en: "Black Friday", de: "Black Friday" }
const startedBeforeSeconds = 582

/** @param since when somebody asked for it, ms */
export function sampleRun(since: number, at: number, moment: SampleRunMoment = "running"): RunState {
  const stands = moment === "paused" || moment === "waiting"
  const elapsedSeconds = startedBeforeSeconds + (stands ? 8 : (at - since) / 1000)
  return runAt({ id: "sample-run", elapsedSeconds, at, moment, scale: 1 })
}

export interface SampleMoment {
  readonly id: string
  readonly elapsedSeconds: number
  readonly at: number
  readonly moment: SampleRunMoment
  /** Of all planned times: 1 = 15 minutes. */
  readonly scale: number
}

const over: ReadonlySet<SampleRunMoment> = new Set(["healing", "passed", "deviated", "failed", "aborted"])

export function runAt({ id, elapsedSeconds, at, moment, scale }: SampleMoment): RunState {
  const plannedSeconds = sampleSections.reduce((sum, { seconds }) => sum + seconds, 0) * scale
  const begun = moment !== "checking" && moment !== "failed"
  const elapsed = begun ? (over.has(moment) ? plannedSeconds : elapsedSeconds) : 0
  const startedAt = at - elapsed * 1000
  const sections = begun ? sectionsAt(elapsed, scale, over.has(moment)) : sectionsAt(-1, scale, false)
  const current = sections.find(({ status }) => status === "running")
  const ended = over.has(moment) && moment !== "healing"
  return {
    id,
    scenario: "black-friday",
    title,
    status: statusOf(moment),
    cues: "manual",
    startedAt,
    endedAt: ended ? at : null,
    elapsedSeconds: elapsed,
    plannedSeconds,
    currentSection: current?.id ?? null,
    sections,
    steps: stepsAt(elapsed, scale, startedAt, ended && begun),
    nextCue:
      !begun || over.has(moment)
        ? null
        : {
            kind: "step",
            title: { en: "Payment gets slow", de: "Die Zahlung wird langsam" },
            waiting: moment === "waiting",
          },
    narration:
      current?.id === "server-dies"
        ? {
            en: "We just switched off half of our checkout.",
            de: "Wir haben gerade die halbe Kasse abgeschaltet.",
          }
        : null,
    steadyState: [
      assertion("healthy-core", ">=", 4, begun ? 4 : 3),
      assertion("availability", ">=", 99.9, 99.97),
      assertion("p95", "<", 200, current?.id === "server-dies" ? 231 : 68),
    ],
    expectations: expectationsAt(moment),
    verdict: moment === "passed" || moment === "deviated" ? moment : null,
    problem: problemOf(moment),
  }
}

function problemOf(moment: SampleRunMoment): RunState["problem"] {
  if (moment === "failed") {
    return { code: "not-steady", message: "healthy-core was 3 for 60 s; >= 4 was needed for 5 s." }
  }
  return moment === "aborted" ? { code: "asked", message: "Aborted by operator." } : null
}

function statusOf(moment: SampleRunMoment): RunState["status"] {
  if (moment === "passed" || moment === "deviated") return "completed"
  return moment === "waiting" ? "running" : moment
}

function sectionsAt(elapsed: number, scale: number, all: boolean): SectionState[] {
  let from = 0
  return sampleSections.map(({ id, title: name, seconds, notes, show, holds, took }) => {
    const length = (took ?? seconds) * scale
    const begins = from
    from += length
    const done = all || elapsed >= from
    const running = !done && elapsed >= begins
    return {
      id,
      title: name,
      plannedSeconds: seconds * scale,
      elapsedSeconds: done ? length : running ? elapsed - begins : null,
      status: done ? "done" : running ? "running" : "waiting",
      notes,
      show,
      holds,
    }
  })
}

function stepsAt(elapsed: number, scale: number, startedAt: number, ended: boolean): StepState[] {
  return sampleSteps.map(({ at, outcome, failed, ...step }) => {
    const done = ended || elapsed >= at * scale
    const moment = startedAt + at * scale * 1000
    return {
      ...step,
      status: done ? (failed === true ? "failed" : "done") : "waiting",
      plannedAtSeconds: step.trigger === "cue" ? null : at * scale,
      startedAt: done ? moment : null,
      endedAt: done ? moment + 400 : null,
      faultId: null,
      outcome: done ? outcome : null,
    }
  })
}

function assertion(
  metric: ScenarioMetric,
  comparison: AssertionState["comparison"],
  limit: number,
  measured: number | null,
  of: string | null = null,
): AssertionState {
  const subject = of === null ? metric : `${metric}(${of})`
  const holds =
    measured === null
      ? null
      : comparison === ">="
        ? measured >= limit
        : comparison === "<="
          ? measured <= limit
          : comparison === "="
            ? measured === limit
            : measured < limit
  return {
    text: `${subject} ${comparison} ${limit}`,
    metric,
    of,
    comparison,
    limit,
    measured,
    holds,
  }
}

function expectationsAt(moment: SampleRunMoment): ExpectationState[] {
  const begun = moment !== "checking" && moment !== "failed"
  const known = (value: number) => (begun ? value : null)
  const slow = moment !== "passed" && begun
  return [
    {
      id: "back",
      title: { en: "The killed server is back", de: "Der getötete Server ist zurück" },
      assertion: assertion("recovery", "<=", 10, known(1.3), "kill-checkout"),
    },
    {
      id: "lost",
      title: { en: "No confirmed order is lost", de: "Keine bestätigte Bestellung geht verloren" },
      assertion: assertion("lost-orders", "=", 0, moment === "passed" || moment === "deviated" ? 0 : null),
    },
    {
      id: "available",
      title: { en: "The shop stays available", de: "Der Shop bleibt verfügbar" },
      assertion: assertion("availability", ">=", 99.9, known(99.974)),
    },
    {
      id: "fast",
      title: { en: "Answers stay under the limit", de: "Antworten bleiben unter der Grenze" },
      assertion: assertion("p95", "<=", 200, known(slow ? 340 : 121)),
    },
    {
      id: "sells",
      title: { en: "The sale is worth it", de: "Der Verkauf lohnt sich" },
      assertion: assertion(
        "orders",
        ">=",
        5000,
        known(moment === "passed" || moment === "deviated" ? 6204 : 3918),
      ),
    },
  ]
}
