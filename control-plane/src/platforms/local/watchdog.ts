import { systemClock } from "../../clock.ts"
import { endRegisteredStage } from "./end-processes.ts"

/*
 * A process of its own that outlives the control plane. Its only argument is the stage's process register; the only
 * message it knows is "goodbye". When the channel closes without one, the control plane was killed: everything it
 * had started is ended, the database last and cleanly, so that no process and no port stays behind.
 */
const registerFile = process.argv[2]
if (registerFile === undefined || process.send === undefined) {
  throw new Error("the watchdog is started by the local platform, with the path of its process register")
}

process.once("message", (message) => {
  if (message === "goodbye") process.exit(0)
})
process.once("disconnect", () => {
  endRegisteredStage(registerFile, systemClock).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`watchdog: ${String(error)}\n`)
      process.exit(1)
    },
  )
})
