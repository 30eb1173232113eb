import { flushCompileCache } from "node:module"
import type { InstanceMessage } from "@gameday/contract"
import { type Clock, systemClock } from "./clock.ts"
import { readServiceConfig } from "./config.ts"
import { messageOf } from "./errors.ts"
import { type Instance, type ServiceDefinition, startInstance } from "./instance.ts"
import { createLogger, type Logger } from "./log.ts"
import { freshRng } from "./rng.ts"

/** Draining ends within 5 s, whatever is still under way. */
const drainLimitMs = 4_500

/**
 * Runs a service as this process: starts it from the environment, tells the parent over IPC, drains on SIGTERM or
 * when the parent is gone, and ends with 1 and one line on anything unforeseen.
 */
export async function runService(definition: ServiceDefinition): Promise<void> {
  try {
    await run(definition, systemClock)
  } catch (error) {
    await endWith(messageOf(error))
  }
}

async function run(definition: ServiceDefinition, clock: Clock): Promise<void> {
  const config = readServiceConfig(process.env, definition.needs)
  const log = createLogger({ service: config.service, instance: config.instance, level: config.logLevel })
  crashCleanly(log)
  // Where a compile cache is configured it saves each process 20 MB and half its start. Node writes it at exit, which a
  // killed process never reaches. Now, because writing blocks, and nobody waits for this instance yet.
  flushCompileCache()
  const instance = await startInstance(definition, { config, clock, rng: freshRng(), log, crash })
  stopWhenAsked(instance, clock, log)
  const { publicPort, adminPort } = instance
  await tell({ type: "listening", publicPort, adminPort })
  log.info({ publicPort, adminPort }, "listening")
  await instance.becameReady
  await tell({ type: "ready" })
  log.info({}, "ready")
}

function crashCleanly(log: Logger): void {
  process.on("uncaughtException", (error) => {
    log.error({ reason: messageOf(error), stack: error.stack }, "uncaught error")
    process.exit(1)
  })
}

/** An error that nobody catches, in a turn of its own: the process goes the way of every other bug. */
function crash(): void {
  setImmediate(() => {
    throw new Error("Gameday made this process crash")
  })
}

function stopWhenAsked(instance: Instance, clock: Clock, log: Logger): void {
  let stopping = false
  const stop = (reason: string) => {
    if (stopping) return
    stopping = true
    log.info({ reason }, "draining")
    clock.after(drainLimitMs, () => {
      log.warn({}, "drain cut short")
      process.exit(0)
    })
    instance.stop().then(
      () => process.exit(0),
      (error) => {
        log.error({ reason: messageOf(error) }, "drain failed")
        process.exit(1)
      },
    )
  }
  process.on("SIGTERM", () => stop("SIGTERM"))
  process.on("disconnect", () => stop("parent gone"))
  // It may have gone while we were starting, and then nobody would ever end us.
  if (process.send !== undefined && !process.connected) stop("parent gone")
  // Ctrl-C in a terminal reaches the whole process group; under a parent, the parent decides who stops when.
  process.on("SIGINT", () => {
    if (process.send === undefined) stop("SIGINT")
  })
}

async function endWith(message: string): Promise<void> {
  process.stderr.write(`${message}\n`)
  await tell({ type: "fatal", message })
  process.exit(1)
}

/** Resolves when the message is out, or when there is nobody to tell. */
function tell(message: InstanceMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) resolve()
    // The parent may go at any moment; "disconnect" then does what is to be done.
    else process.send(message, undefined, undefined, () => resolve())
  })
}
