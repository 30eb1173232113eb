import { create } from "zustand"
import type { StreamSink } from "../stream/stream-client.ts"
import { applyFrame, emptyStage, type Stage } from "./stage.ts"

/** The one store of what the control plane told. Only the stream writes to it. */
export const useStage = create<Stage>(() => emptyStage)

/** Where the stream delivers. */
export const stageSink: StreamSink = {
  position() {
    const { seq, epoch } = useStage.getState()
    return epoch === null ? null : { seq, epoch }
  },
  frame(frame, receivedAt) {
    useStage.setState((stage) => applyFrame(stage, frame, receivedAt), true)
  },
  connection(connection) {
    useStage.setState({ connection })
  },
}
