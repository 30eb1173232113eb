import { createReadStream } from "node:fs"
import { readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { createInterface } from "node:readline"
import type { ConfirmedOrder, ConfirmedOrders } from "./ports.ts"

const extension = ".ndjson"

/**
 * The record of confirmed orders on disk: one file per load, `<ms since the epoch of its start>-<load id>.ndjson`, one
 * ConfirmedOrder per line, only ever appended to.
 */
export class OrderFiles implements ConfirmedOrders {
  readonly directory: string
  #unreadable = 0

  /** @param directory `orders` in the data directory; it need not exist */
  constructor(directory: string) {
    this.directory = directory
  }

  /** Lines met so far that nobody can read. A torn last line is not among them: its customer was still being written down. */
  get unreadable(): number {
    return this.#unreadable
  }

  fileOf(load: { readonly id: string; readonly startedAt: number }): string {
    return join(this.directory, `${Math.floor(load.startedAt)}-${load.id}${extension}`)
  }

  async *read(): AsyncGenerator<ConfirmedOrder> {
    for (const file of await this.#files()) yield* this.#readFile(join(this.directory, file))
  }

  /** Removes the oldest files, so that no more than so many are left. */
  async keepNewest(count: number): Promise<void> {
    const files = await this.#files()
    const old = files.slice(0, Math.max(0, files.length - count))
    await Promise.all(old.map((file) => rm(join(this.directory, file), { force: true })))
  }

  async *#readFile(file: string): AsyncGenerator<ConfirmedOrder> {
    const lines = createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity })
    let unread = false
    for await (const line of lines) {
      if (unread) this.#unreadable += 1
      const order = line === "" ? undefined : orderIn(line)
      unread = line !== "" && order === undefined
      if (order !== undefined) yield order
    }
  }

  /** Oldest first. */
  async #files(): Promise<string[]> {
    const names = await readdir(this.directory).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return []
      throw error
    })
    const startOf = (name: string) => Number(name.split("-")[0])
    return names
      .filter((name) => name.endsWith(extension) && Number.isFinite(startOf(name)))
      .toSorted((a, b) => startOf(a) - startOf(b))
  }
}

function orderIn(line: string): ConfirmedOrder | undefined {
  try {
    const { orderId, totalCents, at, loadId } = JSON.parse(line) as Record<string, unknown>
    const whole = typeof orderId === "string" && typeof loadId === "string"
    return whole && typeof totalCents === "number" && typeof at === "number"
      ? { orderId, totalCents, at, loadId }
      : undefined
  } catch {
    return undefined
  }
}
