import { stat } from "node:fs/promises"
import type {
  JournalLine,
  RunComparison,
  RunControl,
  RunEnvironment,
  RunList,
  RunRecord,
  RunRequest,
  RunState,
  RunSummary,
  Scenario,
  ScenarioList,
  VariableValue,
} from "@gameday/contract"
import { journalFormat } from "@gameday/contract"
import { type Actor, gameday, nameOf } from "../actor.ts"
import { type AuditRecorder, audited } from "../audit.ts"
import { GamedayError } from "../errors.ts"
import { freshId, freshSeed } from "../rng.ts"
import { endInterrupted } from "./interrupted-run.ts"
import { JournalRecorder } from "./journal/journal-recorder.ts"
import { JournalWriter } from "./journal/journal-writer.ts"
import type { KeptJournal, PresentersRequest, ReportFormat, RunDesk } from "./ports.ts"
import type { Recordings } from "./recordings.ts"
import { putGuardBack } from "./restorer.ts"
import { hasEnded } from "./run-machine.ts"
import { comparisonOf, type KeptRun, reportOf } from "./run-reports.ts"
import type { RunStore } from "./run-store.ts"
import { summaryOf } from "./run-summary.ts"
import { type RunPlan, ScriptedRun, type ScriptedRunParts } from "./scripted-run.ts"

export interface RunServiceOptions
  extends Omit<ScriptedRunParts, "plan" | "actor" | "request" | "rememberGuard" | "keep"> {
  readonly shelf: {
    list(): ScenarioList["scenarios"]
    source(name: string): string
  }
  /** @throws GamedayError validation_failed naming every problem with its line */
  readScenario(
    source: string,
    given: Readonly<Record<string, VariableValue>>,
  ): { readonly scenario: Scenario; readonly variables: Readonly<Record<string, VariableValue>> }
  readonly store: RunStore
  readonly recordings: Recordings
  readonly environment: RunEnvironment
  /** The presenter at the shop's entry, as a client of that id. */
  requestAs(clientId: string): PresentersRequest
  readonly audit: AuditRecorder
}

interface OpenRun {
  readonly id: string
  readonly run: ScriptedRun
  readonly recorder: JournalRecorder
  readonly journal: JournalWriter
  /** Resolves when its journal and record are complete, or could not be. */
  readonly kept: Promise<void>
  /** Resolves when it is kept and the stage is as before. */
  readonly ended: Promise<RunRecord>
}

/** Starts, steers and keeps runs. One at a time: there is one stage. */
export class RunService implements RunDesk {
  readonly #options: RunServiceOptions
  /** The one that is on, or ended last. */
  #latest: OpenRun | undefined
  /** From the command to start until everything is as before. */
  #isBusy = false
  /** The stage is up, and what was left of earlier runs is in order. */
  #isOpen = false

  constructor(options: RunServiceOptions) {
    this.#options = options
  }

  scenarios(): ScenarioList {
    return { scenarios: this.#options.shelf.list() }
  }

  source(name: string): string {
    return this.#options.shelf.source(name)
  }

  /** Live; null when there was none since the start. */
  state(): RunState | null {
    return this.#latest?.run.state() ?? null
  }

  start(request: RunRequest, actor: Actor): Promise<RunRecord> {
    const { scenario, variables, cues } = request
    const params = { scenario: scenario ?? "(given)", variables, cues }
    return audited(this.#options.audit, { actor, action: "run.start", params }, () =>
      this.#start(request, actor),
    )
  }

  async list(): Promise<RunList> {
    const { store, recordings } = this.#options
    const kept = await store.list()
    const latest = this.#latest
    const isKept = latest === undefined || kept.some(({ id }) => id === latest.id)
    const runs = [...(isKept ? [] : [await this.#summaryOf(latest)]), ...kept, ...(await recordings.list())]
    return { runs: runs.toSorted((a, b) => b.startedAt - a.startedAt) }
  }

  async get(id: string): Promise<RunRecord> {
    const { store, recordings } = this.#options
    if (this.#latest?.id === id) return this.#latest.run.record()
    const record = (await store.get(id)) ?? (await recordings.get(id))
    if (record === undefined) throw unknownRun(id)
    return record
  }

  async journal(id: string): Promise<KeptJournal> {
    const { store, recordings } = this.#options
    const latest = this.#latest
    if (latest?.id === id) await (hasEnded(latest.run.state().status) ? latest.kept : latest.journal.flush())
    const journal = (await store.journal(id)) ?? recordings.journal(id)
    if (journal === undefined) throw unknownRun(id)
    return journal
  }

  async report(id: string, format: ReportFormat, language: "en" | "de"): Promise<string> {
    return reportOf(await this.#kept(id), format, language)
  }

  async compare(a: string, b: string): Promise<RunComparison> {
    const [before, after] = await Promise.all([this.#kept(a), this.#kept(b)])
    return comparisonOf(before, after)
  }

  control(id: string, control: RunControl, actor: Actor): Promise<RunState> {
    const entry = { actor, action: "run.control", params: { run: id, ...control } } as const
    return audited(this.#options.audit, entry, async () => {
      const open = await this.#openNamed(id)
      open.run.control(control)
      open.recorder.command(actor, control.action)
      return open.run.state()
    })
  }

  abort(id: string, actor: Actor): Promise<RunRecord> {
    return audited(this.#options.audit, { actor, action: "run.abort", params: { run: id } }, async () => {
      const open = await this.#openNamed(id)
      open.recorder.command(actor, "abort")
      open.run.breakOff({ code: "asked", message: `${nameOf(actor)} ended the run.` })
      return open.ended
    })
  }

  /** Ends the journals of runs whose control plane died. To be called once, when what it has broken is healed. */
  async recover(): Promise<void> {
    const { store, clock, logger, timeline, faults } = this.#options
    for (const { id, journal } of await store.unfinished()) {
      try {
        const record = await endInterrupted(journal, clock)
        if (record === undefined) {
          logger.warn({ journal }, "journal without a header left alone")
          continue
        }
        const guard = await store.guardBefore(id)
        if (guard !== undefined) await putGuardBack(faults, guard, gameday)
        await store.keep(record)
        const data = { run: id, status: record.run.status, verdict: null }
        timeline.record({ type: "run.ended", tone: "critical", actor: "gameday", data })
      } catch (error) {
        logger.error({ journal, error: String(error) }, "interrupted run not closed")
      }
    }
  }

  /** From now on runs can be started: the stage is up, with the load that a run replaces. */
  open(): void {
    this.#isOpen = true
  }

  /** A run that is on is aborted: everything is healed, and the run kept, when this resolves. */
  async close(): Promise<void> {
    this.#isOpen = false
    this.#open()?.run.breakOff({
      code: "restart",
      message: "The control plane was ended while the run was on, and everything was healed.",
    })
    await this.#latest?.ended
  }

  async #start({ scenario: name, source: given, variables = {}, cues = "auto" }: RunRequest, actor: Actor) {
    if (!this.#isOpen) {
      throw new GamedayError(
        "starting",
        "The stage is not up yet. Try again when GET /health says that it is.",
      )
    }
    const { shelf, readScenario } = this.#options
    const source = sourceOf(name, given, (known) => shelf.source(known))
    const read = readScenario(source, variables)
    // One that has its verdict is still giving the stage back.
    if (this.#open() === undefined) await this.#latest?.ended
    this.#refuseSecond()
    this.#isBusy = true
    try {
      const open = await this.#begin({ ...read, source, cues }, actor)
      this.#latest = open
      const free = () => {
        this.#isBusy = false
      }
      void open.ended.then(free, free)
      return open.run.record()
    } catch (error) {
      this.#isBusy = false
      throw error
    }
  }

  async #begin(
    what: Pick<RunPlan, "scenario" | "variables" | "source" | "cues">,
    actor: Actor,
  ): Promise<OpenRun> {
    const { environment, store, stage, clock, logger, requestAs } = this.#options
    const id = freshId()
    const { scenario, source, variables } = what
    const plan: RunPlan = { ...what, id, seed: scenario.load.seed ?? freshSeed(), environment }
    const journal = await JournalWriter.create(
      store.journalFile(id),
      {
        kind: "header",
        format: journalFormat,
        at: clock.now(),
        run: id,
        scenario,
        source,
        variables: { ...variables },
        seed: plan.seed,
        environment,
      },
      logger,
    )
    const kept = Promise.withResolvers<void>()
    const recorder = new JournalRecorder({ stage, clock, write: (line) => journal.write(line) })
    const run = new ScriptedRun({
      ...this.#options,
      plan,
      actor: { role: "operator", name: `run ${scenario.name}`, address: actor.address },
      request: requestAs(`presenter-${id}`),
      rememberGuard: (before) => store.rememberGuard(id, before),
      keep: (record) => this.#keep(record, journal, recorder).finally(kept.resolve),
    })
    return { id, run, recorder, journal, kept: kept.promise, ended: run.play() }
  }

  async #keep(record: RunRecord, journal: JournalWriter, recorder: JournalRecorder): Promise<void> {
    recorder.close(this.#options.stage.state())
    const end: JournalLine = { kind: "end", at: this.#options.clock.now(), record }
    try {
      await journal.end(end)
    } finally {
      await this.#options.store.keep(record)
    }
  }

  #refuseSecond(): void {
    if (!this.#isBusy) return
    const open = this.#open()
    throw new GamedayError(
      "run_in_progress",
      `A run is on${open === undefined ? "" : ` (${open.id})`}, and one stage has one run. Wait for its end, or end it with DELETE /api/v1/runs/:id.`,
    )
  }

  /** The run that is on, also while it is being healed. */
  #open(): OpenRun | undefined {
    const latest = this.#latest
    return latest === undefined || hasEnded(latest.run.state().status) ? undefined : latest
  }

  async #openNamed(id: string): Promise<OpenRun> {
    const open = this.#open()
    if (open?.id === id) return open
    const { run } = await this.get(id)
    throw new GamedayError(
      "run_not_in_progress",
      `The run ${id} has ended (${run.status}). Start it again with POST /api/v1/runs.`,
    )
  }

  async #kept(id: string): Promise<KeptRun & { readonly summary: RunSummary }> {
    const [record, journal] = await Promise.all([this.get(id), this.journal(id)])
    const isRecording = (await this.#options.recordings.get(id)) !== undefined
    return { record, journal, summary: summaryOf(record, (await stat(journal.file)).size, isRecording) }
  }

  async #summaryOf({ id, run }: OpenRun): Promise<RunSummary> {
    const journal = await this.#options.store.journal(id)
    return summaryOf(run.record(), journal === undefined ? 0 : (await stat(journal.file)).size)
  }
}

function sourceOf(
  name: string | undefined,
  source: string | undefined,
  shelf: (name: string) => string,
): string {
  if (name !== undefined && source === undefined) return shelf(name)
  if (source !== undefined && name === undefined) return source
  throw new GamedayError(
    "validation_failed",
    'A run needs either the name of a scenario in "scenario", or the text of one in "source".',
    { details: [{ path: "/body", message: 'needs either "scenario" or "source"' }] },
  )
}

function unknownRun(id: string): GamedayError {
  return new GamedayError(
    "unknown_run",
    `There is no run ${JSON.stringify(id)}. GET /api/v1/runs lists those that are kept.`,
  )
}
