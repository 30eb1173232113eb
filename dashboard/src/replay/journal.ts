import type { Frame, JournalLine, journalFormat, Localized, TimelineEvent } from "@gameday/contract"

const knownFormat: typeof journalFormat = 1

/** What a recording is played from. Times are ms since the epoch, as the control plane wrote them. */
export interface Journal {
  readonly run: string
  readonly title: Localized
  /** Of the first picture, and of the last thing that happened. */
  readonly from: number
  readonly to: number
  /** Oldest first; at `from` there is a state. */
  readonly frames: readonly RecordedFrame[]
  /** What one may want to jump to: sections, what we broke, what was detected. */
  readonly marks: readonly Mark[]
}

export type RecordedFrame = Exclude<Frame, { kind: "hello" }>

export interface Mark {
  readonly kind: "section" | "fault" | "incident"
  readonly at: number
  readonly event: TimelineEvent
}

export type JournalProblem = "format" | "empty"

/** Builds a journal line by line, as they arrive. */
export class JournalReader {
  #header: Extract<JournalLine, { kind: "header" }> | null = null
  #seq = 0
  readonly #frames: RecordedFrame[] = []

  /** One line of NDJSON. One that was cut off, where the control plane died, is left out. */
  line(text: string): void {
    const line = parseLine(text)
    if (line === null) return
    const seq = ++this.#seq
    switch (line.kind) {
      case "header":
        this.#header = line
        return
      case "state":
        this.#frames.push({ kind: "state", seq, at: line.at, state: line.state })
        return
      case "second":
        this.#frames.push({ kind: "second", seq, at: line.at, second: line.second })
        return
      case "event":
        this.#frames.push({ kind: "event", seq, at: line.at, event: line.event })
        return
      case "end":
        this.#finish(line, seq)
        return
      case "command":
        return
      default:
        // A newer control plane may write kinds this page does not know; they are not for it.
        line satisfies never
    }
  }

  journal(): Journal | JournalProblem {
    const header = this.#header
    if (header === null || header.format !== knownFormat) return "format"
    const frames = this.#frames.toSorted((a, b) => a.at - b.at)
    const from = frames.find(({ kind }) => kind === "state")?.at
    const to = frames.at(-1)?.at
    if (from === undefined || to === undefined) return "empty"
    return { run: header.run, title: header.scenario.title, from, to, frames, marks: marksOf(frames) }
  }

  /** The verdict comes after the last state: it gets a picture of its own. */
  #finish(end: Extract<JournalLine, { kind: "end" }>, seq: number): void {
    const last = this.#frames.findLast((frame) => frame.kind === "state")
    if (last === undefined) return
    const at = Math.max(end.at, last.at)
    this.#frames.push({ kind: "state", seq, at, state: { ...last.state, at, run: end.record.run } })
  }
}

function parseLine(text: string): JournalLine | null {
  if (text === "") return null
  try {
    return JSON.parse(text) as JournalLine
  } catch {
    return null
  }
}

const markKinds: Readonly<Partial<Record<TimelineEvent["type"], Mark["kind"]>>> = {
  "run.section": "section",
  "fault.injected": "fault",
  "incident.detected": "incident",
}

function marksOf(frames: readonly RecordedFrame[]): Mark[] {
  return frames.flatMap((frame) => {
    if (frame.kind !== "event") return []
    const kind = markKinds[frame.event.type]
    return kind === undefined ? [] : [{ kind, at: frame.at, event: frame.event }]
  })
}
