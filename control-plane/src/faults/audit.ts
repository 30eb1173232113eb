import { appendFile, mkdir } from "node:fs/promises"
import { dirname } from "node:path"
import type { Actor } from "./ports.ts"
import { Serial } from "./serial.ts"

/** One command, or one thing Gameday did by itself: who, when, what, from where, and how it went. */
export interface AuditEntry {
  /** ms since the epoch */
  readonly at: number
  readonly actor: Actor
  readonly action: "fault.inject" | "fault.end" | "fault.heal-everything"
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

/** Append-only record of who broke and healed what, one JSON document per line. */
export class AuditLog {
  readonly file: string
  readonly #writes = new Serial()

  constructor(file: string) {
    this.file = file
  }

  /** Resolves when it is written, in the order of the calls. @throws when the file cannot be written */
  record({ at, actor, ...entry }: AuditEntry): Promise<void> {
    const line = { at: new Date(at).toISOString(), role: actor.role, address: actor.address, ...entry }
    return this.#writes.run(async () => {
      await mkdir(dirname(this.file), { recursive: true })
      await appendFile(this.file, `${JSON.stringify(line)}\n`)
    })
  }

  /** Resolves when everything recorded so far is written. */
  close(): Promise<void> {
    return this.#writes.run(async () => {})
  }
}
