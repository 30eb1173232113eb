import type { ChartSecond, Frame, HelloFrame, Role, State, TimelineEvent } from "@gameday/contract"
import type { Connection } from "../stream/connection.ts"

export const keptSeconds = 300
export const keptEvents = 200

/** Everything the dashboard knows about the stage. Replaced, never changed in place. */
export interface Stage {
  readonly connection: Connection
  readonly role: Role
  /** null until the first hello. */
  readonly epoch: string | null
  readonly seq: number
  /** The last picture; null until the first hello. */
  readonly state: State | null
  /** Oldest first, at most 300. */
  readonly seconds: readonly ChartSecond[]
  /** Oldest first, at most 200. */
  readonly events: readonly TimelineEvent[]
  /** When the last frame arrived, by this browser's clock. */
  readonly lastFrameAt: number
  /** Control plane's clock minus this browser's, ms. */
  readonly clockOffsetMs: number
}

export const emptyStage: Stage = {
  connection: { state: "connecting", attempt: 0 },
  role: "viewer",
  epoch: null,
  seq: 0,
  state: null,
  seconds: [],
  events: [],
  lastFrameAt: 0,
  clockOffsetMs: 0,
}

/**
 * The stage after one more frame.
 *
 * @param receivedAt this browser's clock, ms
 */
export function applyFrame(stage: Stage, frame: Frame, receivedAt: number): Stage {
  const common = { seq: frame.seq, lastFrameAt: receivedAt, clockOffsetMs: offset(stage, frame, receivedAt) }
  switch (frame.kind) {
    case "hello":
      return { ...stage, ...common, ...greeting(stage, frame) }
    case "state":
      return { ...stage, ...common, state: frame.state }
    case "second":
      return { ...stage, ...common, seconds: appendSeconds(stage.seconds, [frame.second]) }
    case "event":
      return { ...stage, ...common, events: appendEvents(stage.events, [frame.event]) }
    default:
      return ignoreUnknown(stage, frame)
  }
}

/** A newer control plane may send kinds this page does not know; they are not for it. */
function ignoreUnknown(stage: Stage, _frame: never): Stage {
  return stage
}

function greeting(stage: Stage, hello: HelloFrame): Partial<Stage> {
  // A resumed stream of another epoch cannot be: what was known before is void.
  const continues = hello.resumed && hello.epoch === stage.epoch
  return {
    role: hello.role,
    epoch: hello.epoch,
    state: hello.snapshot,
    seconds: appendSeconds(continues ? stage.seconds : [], hello.seconds),
    events: appendEvents(continues ? stage.events : [], hello.events),
  }
}

/** Frames are only ever late, never early: the largest difference seen is the truest, until a new hello. */
function offset(stage: Stage, frame: Frame, receivedAt: number): number {
  const seen = frame.at - receivedAt
  return frame.kind === "hello" ? seen : Math.max(stage.clockOffsetMs, seen)
}

function appendSeconds(known: readonly ChartSecond[], more: readonly ChartSecond[]): readonly ChartSecond[] {
  const lastAt = known.at(-1)?.at ?? Number.NEGATIVE_INFINITY
  const fresh = more.filter((second) => second.at > lastAt)
  return [...known, ...fresh].slice(-keptSeconds)
}

function appendEvents(
  known: readonly TimelineEvent[],
  more: readonly TimelineEvent[],
): readonly TimelineEvent[] {
  const lastId = known.at(-1)?.id ?? 0
  const fresh = more.filter((event) => event.id > lastId)
  return [...known, ...fresh].slice(-keptEvents)
}
