import type { AssertionState, FaultRecord, RunState, State } from "@gameday/contract"

/** The run in a few lines, for a terminal that is redrawn. */
export function progressLines(state: State, run: RunState): string[] {
  const rows = [
    ["Section", sectionWords(run)],
    ["Load", loadWords(state)],
    ["Faults", faultWords(state)],
    ["Promises", promiseWords(run)],
    ...(run.nextCue?.waiting === true ? [["Waits", `for the presenter: ${run.nextCue.title.en}`]] : []),
  ]
  return [
    `${run.title.en} · ${statusWords(run)} · ${clock(run.elapsedSeconds)} of ${clock(run.plannedSeconds)}`,
    ...rows.map(([name = "", text = ""]) => `  ${name.padEnd(10)}${text}`),
  ]
}

/** The same in one line, for a log. */
export function progressLine(state: State, run: RunState): string {
  const section = run.sections.find(({ id }) => id === run.currentSection)
  return [
    clock(run.elapsedSeconds).padStart(5),
    section?.title.en ?? statusWords(run),
    loadWords(state),
    `faults: ${faultWords(state)}`,
    `promises: ${promiseWords(run)}`,
  ].join("   ")
}

export function statusWords({ status, steadyState }: RunState): string {
  if (status !== "checking") return status
  const missing = steadyState.filter(({ holds }) => holds !== true).map(({ text }) => text)
  return missing.length === 0 ? "checking" : `checking, waits for ${missing.join(", ")}`
}

function sectionWords({ sections, currentSection }: RunState): string {
  const index = sections.findIndex(({ id }) => id === currentSection)
  const section = sections[index]
  if (section === undefined) return "–"
  const { title, elapsedSeconds, plannedSeconds } = section
  return `${index + 1} of ${sections.length}, ${title.en}, ${clock(elapsedSeconds ?? 0)} of ${clock(plannedSeconds)}`
}

function loadWords({ load, slo }: State): string {
  if (load === null) return "none"
  const availability =
    slo.availability === null ? "–" : `${Math.floor(slo.availability * 10_000 + 1e-9) / 100} %`
  return [
    `${whole(load.achievedRps)} of ${whole(load.targetRps)} rps`,
    `p95 ${whole(load.p95Ms)} ms`,
    `availability ${availability}`,
    ...(load.generator?.limited === true ? ["generator limited"] : []),
  ].join(", ")
}

function faultWords({ faults, at }: State): string {
  const active = faults.filter(({ status }) => status !== "reverted")
  return active.length === 0 ? "none" : active.map((fault) => faultWord(fault, at)).join("; ")
}

function faultWord({ kind, instances, status, expiresAt }: FaultRecord, now: number): string {
  const left = status === "active" ? `${Math.max(0, Math.round((expiresAt - now) / 1000))} s left` : status
  return `${kind} on ${instances.join(", ")}, ${left}`
}

function promiseWords({ expectations }: RunState): string {
  const count = (wanted: AssertionState["holds"]) =>
    expectations.filter(({ assertion }) => assertion.holds === wanted).length
  const broken = expectations
    .filter(({ assertion }) => assertion.holds === false)
    .map(({ title }) => title.en)
  return [
    `${count(true)} of ${expectations.length} hold so far`,
    ...(broken.length === 0 ? [] : [`not: ${broken.join(", ")}`]),
    ...(count(null) === 0 ? [] : [`${count(null)} not known yet`]),
  ].join("; ")
}

function whole(value: number | null): string {
  return value === null ? "–" : String(Math.round(value))
}

function clock(seconds: number): string {
  const all = Math.round(seconds)
  return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`
}
