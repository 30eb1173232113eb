import { type FileHandle, mkdir, open } from "node:fs/promises"
import { dirname } from "node:path"
import type { JournalLine } from "@gameday/contract"
import type { Logger } from "../../log.ts"

type Header = Extract<JournalLine, { kind: "header" }>
type End = Extract<JournalLine, { kind: "end" }>

/**
 * Appends a run's journal, one line after the other. What was appended survives the death of the control plane; header and end
 * also that of the machine. Only the last line can be torn.
 */
export class JournalWriter {
  readonly #handle: FileHandle
  readonly #logger: Logger
  #writes: Promise<void> = Promise.resolve()

  private constructor(handle: FileHandle, logger: Logger) {
    this.#handle = handle
    this.#logger = logger
  }

  /** Begins a journal; it must not exist yet. */
  static async create(file: string, header: Header, logger: Logger): Promise<JournalWriter> {
    await mkdir(dirname(file), { recursive: true })
    const handle = await open(file, "ax", 0o600)
    await handle.appendFile(`${JSON.stringify(header)}\n`)
    await handle.sync()
    return new JournalWriter(handle, logger)
  }

  /** A full disk must not end the run: what cannot be written is logged. @returns the line's bytes */
  write(line: Exclude<JournalLine, Header | End>): number {
    const text = `${JSON.stringify(line)}\n`
    this.#queue(() => this.#handle.appendFile(text))
    return Buffer.byteLength(text)
  }

  /** Resolves when everything so far can be read. */
  flush(): Promise<void> {
    return this.#writes
  }

  /** The last line. @throws when it could not be written */
  async end(line: End): Promise<void> {
    await this.#writes
    try {
      await this.#handle.appendFile(`${JSON.stringify(line)}\n`)
      await this.#handle.sync()
    } finally {
      await this.#handle.close()
    }
  }

  #queue(write: () => Promise<void>): void {
    this.#writes = this.#writes.then(write).catch((error: unknown) => {
      this.#logger.error({ error: String(error) }, "line of the journal not written")
    })
  }
}
