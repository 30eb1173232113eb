import { appendFile, mkdir } from "node:fs/promises"
import { dirname } from "node:path"
import type { Actor } from "./actor.ts"
import type { Clock } from "./clock.ts"
import { GamedayError } from "./errors.ts"
import type { Logger } from "./log.ts"

export type AuditAction =
  | "fault.inject"
  | "fault.end"
  | "fault.heal-everything"
  | "guard.change"
  | "guard.trip"
  | "load.start"
  | "load.change"
  | "load.stop"
  | "service.scale"
  | "service.restart"
  | "service.autoscaling"
  | "run.start"
  | "run.control"
  | "run.abort"

/** One command, or one thing Gameday did by itself: who, what, from where, and how it went. */
export interface AuditEntry {
  readonly actor: Actor
  readonly action: AuditAction
  readonly outcome: "ok" | "refused" | "failed"
  readonly faultId?: string
  readonly kind?: string
  readonly service?: string
  readonly instances?: readonly string[]
  readonly params?: object
  readonly ttlSeconds?: number
  /** Why a fault ended, or the code and sentence of a refusal or failure. */
  readonly reason?: string
}

/** Where every room writes down what it was told to do. */
export interface AuditRecorder {
  /** Adds the time and keeps the order of the calls. Never throws: an entry that cannot be written is in the log. */
  note(entry: AuditEntry): void
}

/** Append-only record of who broke, healed and steered what, one JSON document per line. */
export class AuditLog implements AuditRecorder {
  readonly #file: string
  readonly #clock: Clock
  readonly #logger: Logger
  #written: Promise<void> = Promise.resolve()

  constructor(options: { readonly file: string; readonly clock: Clock; readonly logger: Logger }) {
    this.#file = options.file
    this.#clock = options.clock
    this.#logger = options.logger
  }

  note({ actor, ...entry }: AuditEntry): void {
    const { role, name, address } = actor
    const who = { role, ...(name === undefined ? {} : { name }), address }
    const line = JSON.stringify({ at: new Date(this.#clock.now()).toISOString(), ...who, ...entry })
    this.#written = this.#written.then(async () => {
      try {
        await mkdir(dirname(this.#file), { recursive: true })
        await appendFile(this.#file, `${line}\n`, { mode: 0o600 })
      } catch (error) {
        this.#logger.error({ line, error: String(error) }, "audit entry not written")
      }
    })
  }

  /** Resolves when everything noted so far is written. */
  close(): Promise<void> {
    return this.#written
  }
}

/**
 * Carries out a command and notes how it went, also when it was refused or failed.
 *
 * @param entry what was asked for and by whom
 * @throws what the command threw
 */
export async function audited<T>(
  audit: AuditRecorder,
  entry: Omit<AuditEntry, "outcome" | "reason">,
  command: () => Promise<T>,
): Promise<T> {
  try {
    const result = await command()
    audit.note({ ...entry, outcome: "ok" })
    return result
  } catch (error) {
    audit.note({ ...entry, ...failureOf(error) })
    throw error
  }
}

/** A refusal is the asker's to mend, a failure is ours. */
function failureOf(error: unknown): Pick<AuditEntry, "outcome" | "reason"> {
  if (!(error instanceof GamedayError)) return { outcome: "failed", reason: String(error) }
  const refused = error.status < 500
  return { outcome: refused ? "refused" : "failed", reason: `${error.code}: ${error.message}` }
}
