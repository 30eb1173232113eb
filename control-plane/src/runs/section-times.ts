import type { SectionState } from "@gameday/contract"
import type { ScriptedSection } from "./script.ts"
import type { Stopwatch } from "./stopwatch.ts"

/** When each section began and ended, by the run's clock. */
export class SectionTimes {
  readonly #watch: Stopwatch
  readonly #times: Map<ScriptedSection, { readonly from: number; readonly to: number | null } | null>

  constructor(script: readonly ScriptedSection[], watch: Stopwatch) {
    this.#watch = watch
    this.#times = new Map(script.map((section) => [section, null]))
  }

  begin(section: ScriptedSection): void {
    this.#times.set(section, { from: this.#watch.elapsedSeconds(), to: null })
  }

  end(section: ScriptedSection): void {
    const times = this.#times.get(section)
    if (times?.to === null) this.#times.set(section, { ...times, to: this.#watch.elapsedSeconds() })
  }

  /** 0 before it began. */
  elapsedSeconds(section: ScriptedSection): number {
    const times = this.#times.get(section)
    return times ? (times.to ?? this.#watch.elapsedSeconds()) - times.from : 0
  }

  state(scripted: ScriptedSection): SectionState {
    const { id, title, seconds, notes, show, holds } = scripted.section
    const times = this.#times.get(scripted)
    const status = times ? (times.to === null ? "running" : "done") : "waiting"
    return {
      id,
      title,
      plannedSeconds: seconds,
      elapsedSeconds: times ? this.elapsedSeconds(scripted) : null,
      status,
      // Every viewer gets the state four times a second: an hour of notes would be most of it.
      notes: status === "running" ? (notes ?? null) : null,
      show: show ?? null,
      holds: holds === true,
    }
  }
}
