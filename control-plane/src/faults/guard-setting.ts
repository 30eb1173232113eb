import { readFileSync } from "node:fs"
import { mkdir, rename, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { Guard, usualGuard } from "@gameday/contract"
import { Check } from "typebox/value"
import type { Logger } from "../log.ts"
import { Serial } from "./serial.ts"

/** Nobody asked for it yet: off, and the usual conditions wait. */
const untouched: Guard = { ...usualGuard, enabled: false }

/** The guard as the operator set it, in a file: a control plane that starts anew guards as the one before did. */
export class GuardSetting {
  readonly #file: string
  readonly #logger: Logger
  readonly #writes = new Serial()
  #value: Guard

  constructor(file: string, logger: Logger) {
    this.#file = file
    this.#logger = logger
    this.#value = this.#read()
  }

  get value(): Guard {
    return this.#value
  }

  /** Applies at once; resolves when it is kept. A file that cannot be written is logged: guarding now matters more. */
  set(value: Guard): Promise<void> {
    this.#value = value
    return this.#writes.run(async () => {
      try {
        await mkdir(dirname(this.#file), { recursive: true })
        await writeFile(`${this.#file}.new`, `${JSON.stringify(value)}\n`)
        await rename(`${this.#file}.new`, this.#file)
      } catch (error) {
        this.#logger.error({ file: this.#file, error: String(error) }, "guard not kept")
      }
    })
  }

  #read(): Guard {
    let text: string
    try {
      text = readFileSync(this.#file, "utf8")
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return untouched
      this.#logger.error({ file: this.#file, error: String(error) }, "guard not read")
      return untouched
    }
    const value = parse(text)
    if (Check(Guard, value)) return value
    this.#logger.warn({ file: this.#file }, "guard setting not understood, guarding as usual")
    return usualGuard
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
