import { styleText } from "node:util"
import type { Clock } from "./clock.ts"
import type { Config } from "./config.ts"
import { GamedayError } from "./errors.ts"
import type { ProgressListener } from "./platforms/ports.ts"

/** What the terminal shows while the stage comes up: one line per step with the time it took. */
export class Progress {
  readonly #out: Pick<NodeJS.WriteStream, "isTTY" | "write">
  readonly #clock: Clock
  readonly #startedAt: number
  #stepStartedAt: number
  #current: string | undefined

  constructor(out: Pick<NodeJS.WriteStream, "isTTY" | "write">, clock: Clock) {
    this.#out = out
    this.#clock = clock
    this.#startedAt = this.#stepStartedAt = clock.monotonic()
  }

  /** A new step, or news of the present one: then only what stands behind it changes. */
  readonly step: ProgressListener = (text, news) => {
    if (text !== this.#current) {
      this.#finish("✔", "green")
      this.#current = text
      this.#stepStartedAt = this.#clock.monotonic()
    }
    if (this.#out.isTTY) this.#out.write(`\r\u001b[2K  … ${text}${news === undefined ? "" : ` (${news})`}`)
  }

  done(): void {
    this.#finish("✔", "green")
    this.#out.write(`  ${styleText("bold", `The stage is up after ${this.#seconds(this.#startedAt)}.`)}\n`)
  }

  /** One sentence for what people can act on; the stack only for what nobody foresaw. */
  fail(error: unknown): void {
    this.#finish("✘", "red")
    const text =
      error instanceof GamedayError
        ? error.message
        : `Unexpected: ${error instanceof Error ? error.message : String(error)}`
    process.stderr.write(`\n${styleText("red", text)}\n`)
  }

  #finish(mark: string, colour: "green" | "red"): void {
    if (this.#current === undefined) return
    const line = `  ${styleText(colour, mark)} ${this.#current} ${styleText("dim", this.#seconds(this.#stepStartedAt))}`
    this.#out.write(this.#out.isTTY ? `\r\u001b[2K${line}\n` : `${line}\n`)
    this.#current = undefined
  }

  #seconds(since: number): string {
    return `${((this.#clock.monotonic() - since) / 1000).toFixed(1)} s`
  }
}

export interface StageLinks {
  readonly operator: string
  readonly viewer: string
  readonly shop: string
  readonly docs: string
}

/** @param ports where the control plane and the shop's entry listen */
export function stageLinks(
  config: Pick<Config, "host" | "operatorToken" | "viewerToken">,
  ports: { readonly control: number; readonly shop: number },
): StageLinks {
  const control = controlUrl(config.host, ports.control)
  const dashboard = `${control}/ha-dashboard`
  return {
    operator: `${dashboard}?token=${config.operatorToken}`,
    viewer: `${dashboard}?token=${config.viewerToken}`,
    shop: `http://127.0.0.1:${ports.shop}/`,
    docs: `${control}/docs`,
  }
}

/** Where this machine reaches the control plane that listens there. */
export function controlUrl(host: string, port: number): string {
  const name = ["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`
}

/** The links to open, and what to do next. */
export function banner({ operator, viewer, shop, docs }: StageLinks): string {
  const link = (url: string) => styleText("cyan", url)
  return [
    "",
    `  ${styleText("bold", "Gameday is on stage")}`,
    "",
    `  Operator   ${link(operator)}   breaks and heals; keep it to yourself`,
    `  Viewer     ${link(viewer)}   only watches; for the audience`,
    `  Shop       ${link(shop)}`,
    `  API        ${link(docs)}`,
    "",
    "  Next       1. Open the operator link: four of four services are healthy.",
    "             2. Press 2 (Chaos), choose “A server dies”, then Checkout, and kill it.",
    "             3. Press 1 and watch it come back. The red button heals everything.",
    "",
    `  ${styleText("dim", "Ctrl-C heals and ends everything.")}`,
    "",
    "",
  ].join("\n")
}
