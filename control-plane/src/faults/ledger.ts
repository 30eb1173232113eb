import { appendFile, type FileHandle, mkdir, open, readFile, rename } from "node:fs/promises"
import { dirname } from "node:path"
import {
  apply,
  type LedgerEntry,
  type LedgerFault,
  type LedgerLine,
  ledgerLinesOf,
  readLedger,
} from "./ledger-line.ts"
import { Serial } from "./serial.ts"

/**
 * What is injected right now, on disk: one JSON document per line, only ever appended to, synchronised before the caller
 * goes on. It alone suffices to undo everything. A line that was synchronised survives the loss of the process and of power.
 */
export class Ledger {
  readonly file: string
  readonly #steps = new Serial()
  #handle: FileHandle | undefined
  #open = new Map<string, LedgerEntry>()
  /** Whether the file may end in the middle of a line, which the next one must not continue. */
  #torn = true

  constructor(file: string) {
    this.file = file
  }

  /**
   * Reads the file and compacts it to what is still open. Lines nobody can read are moved to `<file>.unreadable`.
   *
   * @returns open entries, oldest first, and how many lines were unreadable
   */
  load(): Promise<{ entries: readonly LedgerEntry[]; unreadable: number }> {
    return this.#steps.run(async () => {
      await this.#letGo()
      await mkdir(dirname(this.file), { recursive: true })
      const { open: entries, unreadable } = readLedger(await readIfThere(this.file))
      if (unreadable.length > 0) await appendFile(`${this.file}.unreadable`, `${unreadable.join("\n")}\n`)
      await replaceFile(this.file, entries.flatMap(ledgerLinesOf))
      this.#open = new Map(entries.map((entry) => [entry.fault.id, entry]))
      this.#torn = false
      return { entries, unreadable: unreadable.length }
    })
  }

  /**
   * Reads the file and leaves it as it is: for whoever is not its owner. The owner may have it open.
   *
   * @returns open entries, oldest first
   */
  read(): Promise<{ entries: readonly LedgerEntry[] }> {
    return this.#steps.run(async () => {
      const { open: entries } = readLedger(await readIfThere(this.file))
      this.#open = new Map(entries.map((entry) => [entry.fault.id, entry]))
      return { entries }
    })
  }

  /** Faults not yet reverted, oldest first. */
  entries(): readonly LedgerEntry[] {
    return [...this.#open.values()]
  }

  /** Resolves when it is safely on disk; only then may be injected. */
  opened(fault: LedgerFault, undo: unknown): Promise<void> {
    return this.#append({ type: "opened", fault, undo })
  }

  /** The fault is about to reach further instances. */
  extended(faultId: string, instances: readonly string[], undo: unknown): Promise<void> {
    return this.#append({ type: "extended", faultId, instances: [...instances], undo })
  }

  /** The fault was reverted, and that was verified. */
  closed(faultId: string): Promise<void> {
    return this.#append({ type: "closed", faultId })
  }

  /** Waits for what is being written. */
  close(): Promise<void> {
    return this.#steps.run(() => this.#letGo())
  }

  #append(line: LedgerLine): Promise<void> {
    return this.#steps.run(async () => {
      this.#handle ??= await openForAppending(this.file)
      const start = this.#torn ? "\n" : ""
      this.#torn = true
      await this.#handle.appendFile(`${start}${JSON.stringify(line)}\n`)
      await this.#handle.datasync()
      this.#torn = false
      apply(this.#open, line)
    })
  }

  async #letGo(): Promise<void> {
    const handle = this.#handle
    this.#handle = undefined
    await handle?.close()
  }
}

async function openForAppending(file: string): Promise<FileHandle> {
  await mkdir(dirname(file), { recursive: true })
  return open(file, "a")
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8")
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return ""
    throw error
  }
}

/** Never leaves a half-written file behind: writes beside it, synchronises, renames. */
async function replaceFile(file: string, lines: readonly LedgerLine[]): Promise<void> {
  const temporary = `${file}.new`
  const handle = await open(temporary, "w")
  try {
    await handle.writeFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
    await handle.datasync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
  const directory = await open(dirname(file), "r")
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
