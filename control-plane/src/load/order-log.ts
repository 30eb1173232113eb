import { type FileHandle, mkdir, open } from "node:fs/promises"
import type { Logger } from "../log.ts"
import { OrderFiles } from "./order-files.ts"
import type { ConfirmedOrder, ConfirmedOrders, LoadController, RunningLoad, ToldOrder } from "./ports.ts"

const keptFiles = 50

export interface OrderLogOptions {
  /** `orders` in the data directory. */
  readonly directory: string
  readonly load: Pick<LoadController, "subscribe">
  readonly logger: Logger
}

/**
 * Writes down every order that customers were told is confirmed: with each of the generator's deltas, so once in 250 ms, in one
 * append. Not synchronised: what was appended survives the control plane's death, though not the machine's.
 */
export class OrderLog implements ConfirmedOrders {
  readonly #files: OrderFiles
  readonly #logger: Logger
  readonly #unsubscribe: () => void
  #writes: Promise<void> = Promise.resolve()
  #open: { readonly loadId: string; readonly handle: FileHandle } | null = null
  /** The file may end in the middle of a line, which the next one must not continue. */
  #torn = false

  constructor({ directory, load, logger }: OrderLogOptions) {
    this.#files = new OrderFiles(directory)
    this.#logger = logger
    this.#unsubscribe = load.subscribe((event) => {
      if (event.type === "delta" && event.delta.orders !== undefined) {
        const { orders } = event.delta
        this.#queue(() => this.#append(event.load, orders))
      } else if (event.type === "stopped") this.#queue(() => this.#letGo())
    })
  }

  /** Also what was told a moment ago: waits for it to be written. */
  async *read(): AsyncGenerator<ConfirmedOrder> {
    await this.#writes
    yield* this.#files.read()
  }

  /** Resolves when everything told so far is written. */
  async close(): Promise<void> {
    this.#unsubscribe()
    this.#queue(() => this.#letGo())
    await this.#writes
  }

  /** One after the other. A full disk must not end the load: what cannot be written is logged. */
  #queue(write: () => Promise<void>): void {
    this.#writes = this.#writes.then(write).catch((error: unknown) => {
      this.#logger.error({ error: String(error) }, "confirmed orders not recorded")
    })
  }

  async #append(load: RunningLoad, orders: readonly ToldOrder[]): Promise<void> {
    const handle = await this.#handleFor(load)
    const lines = orders.map((order) => `${JSON.stringify({ ...order, loadId: load.id })}\n`).join("")
    const start = this.#torn ? "\n" : ""
    this.#torn = true
    await handle.appendFile(start + lines)
    this.#torn = false
  }

  /** A load in which nobody orders leaves no file. */
  async #handleFor(load: RunningLoad): Promise<FileHandle> {
    if (this.#open?.loadId === load.id) return this.#open.handle
    await this.#letGo()
    await mkdir(this.#files.directory, { recursive: true })
    const handle = await open(this.#files.fileOf(load), "a")
    this.#open = { loadId: load.id, handle }
    await this.#files.keepNewest(keptFiles)
    return handle
  }

  async #letGo(): Promise<void> {
    const handle = this.#open?.handle
    this.#open = null
    this.#torn = false
    await handle?.close()
  }
}
