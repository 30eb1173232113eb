import { rmSync } from "node:fs"
import { type Clock, sleep } from "../../clock.ts"
import { isAlive, type ProcessIdentity, signalIfAlive } from "./process-identity.ts"
import { readRegister } from "./process-register.ts"
import { thawTree } from "./process-tree.ts"

const pollMs = 25

/** What an instance gets to drain; what Postgres gets for a fast shutdown, and then for an immediate one. */
const instanceGraceMs = 5_000
const fastShutdownMs = 10_000
const immediateShutdownMs = 5_000

/** Waits until all of them are gone. @returns those that are still there after `ms` */
export async function untilGone(
  processes: readonly ProcessIdentity[],
  ms: number,
  clock: Clock,
): Promise<ProcessIdentity[]> {
  const deadline = clock.monotonic() + ms
  let left = processes.filter(isAlive)
  while (left.length > 0 && clock.monotonic() < deadline) {
    await sleep(clock, pollMs)
    left = left.filter(isAlive)
  }
  return left
}

/** Asks them to end, then makes them. @throws Error naming what survived even that */
export async function endInstances(instances: readonly ProcessIdentity[], clock: Clock): Promise<void> {
  for (const instance of instances) {
    signalIfAlive(instance, "SIGTERM")
    // One that a fault has frozen would not hear it.
    signalIfAlive(instance, "SIGCONT")
  }
  const stubborn = await untilGone(instances, instanceGraceMs, clock)
  for (const instance of stubborn) signalIfAlive(instance, "SIGKILL")
  assertGone(await untilGone(stubborn, instanceGraceMs, clock))
}

/**
 * Shuts Postgres down: fast (rolls back what is open, writes a checkpoint), else immediate (recovers at the next
 * start). Never SIGKILL: that would leave its helpers and its shared memory behind.
 */
export async function endPostgres(database: ProcessIdentity, clock: Clock): Promise<void> {
  signalIfAlive(database, "SIGINT")
  // One that a fault has frozen would not hear it.
  thawTree(database)
  const slow = await untilGone([database], fastShutdownMs, clock)
  if (slow.length > 0) await crashPostgres(database, clock)
}

/**
 * Ends Postgres as a crash would (its "immediate shutdown"): clients are cut off, no checkpoint is written, and the next
 * start replays its log, so that what was committed is there again. Helpers and shared memory go with it.
 */
export async function crashPostgres(database: ProcessIdentity, clock: Clock): Promise<void> {
  signalIfAlive(database, "SIGQUIT")
  thawTree(database)
  assertGone(await untilGone([database], immediateShutdownMs, clock))
}

/** Ends every process a register names that is still the process it names, then forgets the register. */
export async function endRegisteredStage(registerFile: string, clock: Clock): Promise<void> {
  const stage = readRegister(registerFile)
  if (stage === undefined) return
  await endInstances(stage.instances, clock)
  if (stage.database !== null) await endPostgres(stage.database, clock)
  rmSync(registerFile, { force: true })
}

function assertGone(left: readonly ProcessIdentity[]) {
  if (left.length === 0) return
  const names = left.map(({ name, pid }) => `${name} (process ${pid})`).join(", ")
  throw new Error(`could not be ended: ${names}`)
}
