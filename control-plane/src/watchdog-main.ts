import { writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import pino from "pino"
import { systemClock } from "./clock.ts"
import { readConfig } from "./config.ts"
import { dataFiles } from "./data-files.ts"
import { revertInItsPlace } from "./faults/last-resort.ts"
import { Ledger } from "./faults/ledger.ts"
import { HttpInstanceAdmin } from "./platforms/admin-http.ts"
import { DockerPlatform } from "./platforms/docker/docker-platform.ts"
import { Pulse, PulseReader } from "./pulse.ts"
import { readTarget } from "./target.ts"

/*
 * The Docker platform's watchdog: a process in a container of its own, which no fault can hit. It watches the control
 * plane's pulse and does what that one would do at its next start, when there is no next start.
 *
 *   state     | observed                        | next      | what happens
 *   watching  | pulse, or an orderly end        | watching  |
 *   watching  | silence for 5 s, after a pulse  | reverting | what the ledger holds is reverted
 *   reverting | nothing is left                 | waiting   |
 *   reverting | pulse                           | watching  | stops after the step it is at; the rest is the control plane's
 *   waiting   | pulse, or an orderly end        | watching  |
 *
 * A control plane that starts meanwhile waits until it sees our pulse end, so that the two never work at the same fault.
 */
const goneAfterMs = 5_000
const lookEveryMs = 250

const config = readConfig(process.env, resolve(import.meta.dirname, "../.."))
const files = dataFiles(config.dataDir)
const target = readTarget(config.targetFile, "docker")
const logger = pino({ name: "watchdog", level: process.env.GAMEDAY_LOG_LEVEL ?? "info" })
const clock = systemClock
/** The container's health check looks at its age. */
const signOfLife = join(tmpdir(), "gameday-watchdog")

const reader = new PulseReader(files.controlPlanePulse, clock)
let state: "watching" | "reverting" | "waiting" = "watching"

function isGone(): boolean {
  const silentMs = reader.silentForMs()
  return silentMs !== null && silentMs >= goneAfterMs
}

function look() {
  writeFileSync(signOfLife, "")
  const gone = isGone()
  if (!gone && state === "waiting") state = "watching"
  if (!gone || state !== "watching") return
  state = "reverting"
  logger.warn({}, "the control plane is gone, reverting what it has left behind")
  revert().then(
    (undone) => {
      state = "waiting"
      logger.info({ undone }, "nothing more to revert")
    },
    (error: unknown) => {
      // The engine does not answer, or the disk: the next look tries again.
      state = "watching"
      logger.error({ err: error }, "reverting failed")
    },
  )
}

async function revert(): Promise<number> {
  const pulse = new Pulse({ file: files.watchdogPulse, clock })
  const platform = new DockerPlatform({ target, project: config.composeProject, clock, logger })
  const admin = new HttpInstanceAdmin({ secret: config.adminSecret })
  const ledger = new Ledger(files.ledger)
  pulse.start()
  try {
    await platform.attach()
    const parts = { inventory: platform, platform, admin, ledger, clock, logger }
    return await revertInItsPlace({ ...parts, alone: isGone })
  } finally {
    await ledger.close()
    await platform.detach()
    admin.close()
    pulse.end()
  }
}

clock.every(lookEveryMs, look)
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(0))
logger.info({ project: config.composeProject }, "watching the control plane")
