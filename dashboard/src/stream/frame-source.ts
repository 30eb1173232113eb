import type { Frame } from "@gameday/contract"
import type { Connection } from "./connection.ts"

/** Who gets the frames: the store. */
export interface FrameSink {
  frame(frame: Frame, receivedAt: number): void
  connection(connection: Connection): void
}

/** Where frames come from: a stage that lives, or the recording of one. */
export interface FrameSource {
  start(): void
  stop(): void
}
