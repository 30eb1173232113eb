import type { RunState, SectionState } from "@gameday/contract"

/** All in seconds, without pauses. */
export interface RunTimes {
  /** Of the current section; below 0: so long over its time. Null between sections. */
  readonly sectionLeft: number | null
  readonly left: number
  /** Above 0: later than planned. */
  readonly behind: number
}

const elapsedOf = ({ elapsedSeconds }: SectionState) => elapsedSeconds ?? 0

/** Where the run is against its plan. */
export function runTimes({ sections, elapsedSeconds, currentSection }: RunState): RunTimes {
  const current = sections.find(({ id }) => id === currentSection)
  const currentLeft = current === undefined ? 0 : current.plannedSeconds - elapsedOf(current)
  const waiting = sum(sections.filter(({ status }) => status === "waiting"))
  const done = sum(sections.filter(({ status }) => status === "done"))
  const inPlan = done + (current === undefined ? 0 : Math.min(elapsedOf(current), current.plannedSeconds))
  return {
    sectionLeft: current === undefined ? null : currentLeft,
    left: Math.max(0, currentLeft) + waiting,
    behind: elapsedSeconds - inPlan,
  }
}

const sum = (sections: readonly SectionState[]) =>
  sections.reduce((total, { plannedSeconds }) => total + plannedSeconds, 0)

export interface PlacedSection {
  readonly section: SectionState
  readonly fromSeconds: number
  readonly toSeconds: number
}

/** Sections on the run's own time: as long as they took, or are planned to take. */
export function placeSections(sections: readonly SectionState[]): PlacedSection[] {
  let from = 0
  return sections.map((section) => {
    const { status, plannedSeconds } = section
    const length =
      status === "done"
        ? elapsedOf(section)
        : status === "running"
          ? Math.max(plannedSeconds, elapsedOf(section))
          : plannedSeconds
    const placed = { section, fromSeconds: from, toSeconds: from + length }
    from = placed.toSeconds
    return placed
  })
}
