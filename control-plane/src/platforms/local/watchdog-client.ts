import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { closeSync, openSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { type ChildFiles, childEnvironment, smallHeap } from "./child-environment.ts"

/** Starts the watchdog and, at an orderly end, sends it home. */
export class Watchdog {
  readonly #child: ChildProcess

  constructor(registerFile: string, files: ChildFiles) {
    const log = openSync(`${files.logs}/watchdog.log`, "w")
    this.#child = fork(fileURLToPath(new URL("watchdog.ts", import.meta.url)), [registerFile], {
      // Its own session: a Ctrl-C in the terminal reaches the control plane only.
      detached: true,
      execArgv: smallHeap({ oldSpaceMb: 32, semiSpaceMb: 1 }),
      env: childEnvironment(files),
      stdio: ["ignore", log, log, "ipc"],
    })
    closeSync(log)
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Resolves when it is gone. */
  async dismiss(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, "exit")
    if (this.#child.connected) this.#child.send("goodbye")
    await gone
  }
}
