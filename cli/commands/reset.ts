import { spawnSync } from "node:child_process"
import { join, resolve } from "node:path"
import { type Command, exitCodes } from "../command.ts"

const root = resolve(import.meta.dirname, "../..")

/** What `npm run reset` does. */
export const reset: Command = {
  summary: "remove what a stage keeps between two starts: its data, runs and, with Docker, its volumes",
  options: {},
  help: [
    "Ends with 0 when the stage is clean, 1 when one is still running or something could not be removed.",
  ],

  run() {
    const { status } = spawnSync(process.execPath, [join(root, "tools/reset.ts")], {
      cwd: root,
      stdio: "inherit",
    })
    return Promise.resolve(status ?? exitCodes.failed)
  },
}
