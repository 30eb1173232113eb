import type { RunState, State } from "@gameday/contract"
import { progressLine, progressLines, statusWords } from "./progress.ts"

/** Where the progress of a run goes. */
export interface Display {
  update(state: State, run: RunState): void
  /** A line that stays. */
  note(text: string): void
  /** Nothing more is redrawn. */
  end(): void
}

type Output = Pick<NodeJS.WriteStream, "isTTY" | "write" | "columns">

/** A block that is redrawn on a terminal, plain lines elsewhere. */
export function displayOn(out: Output): Display {
  return out.isTTY ? new LiveBlock(out) : new PlainLines(out)
}

class LiveBlock implements Display {
  readonly #out: Output
  #lines: readonly string[] = []
  /** Rows of the terminal that the block covers now. */
  #drawn = 0

  constructor(out: Output) {
    this.#out = out
  }

  update(state: State, run: RunState): void {
    this.#erase()
    this.#lines = progressLines(state, run)
    this.#draw()
  }

  note(text: string): void {
    this.#erase()
    this.#out.write(`${text}\n`)
    this.#draw()
  }

  end(): void {
    this.#erase()
    this.#lines = []
  }

  /** From the left edge: a terminal echoes ^C wherever the cursor is. */
  #erase(): void {
    if (this.#drawn > 0) this.#out.write(`\r\u001b[${this.#drawn}A\u001b[0J`)
    this.#drawn = 0
  }

  /** No line is longer than the terminal is wide: one that wraps would cover two rows. */
  #draw(): void {
    const width = Math.max(20, this.#out.columns - 1)
    const cut = this.#lines.map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line))
    this.#out.write(cut.map((line) => `${line}\n`).join(""))
    this.#drawn = cut.length
  }
}

const everySeconds = 10

/** A line when the status or the section changes, and every ten seconds. */
class PlainLines implements Display {
  readonly #out: Output
  #status = ""
  #section: string | null = null
  #nextAtSeconds = 0

  constructor(out: Output) {
    this.#out = out
  }

  update(state: State, run: RunState): void {
    const isNew = run.status !== this.#status || run.currentSection !== this.#section
    if (run.status !== this.#status) this.note(statusWords(run))
    if (run.status === "running" && (isNew || run.elapsedSeconds >= this.#nextAtSeconds)) {
      this.note(progressLine(state, run))
      this.#nextAtSeconds = run.elapsedSeconds + everySeconds
    }
    this.#status = run.status
    this.#section = run.currentSection
  }

  note(text: string): void {
    this.#out.write(`${text}\n`)
  }

  end(): void {
    this.#status = ""
  }
}
