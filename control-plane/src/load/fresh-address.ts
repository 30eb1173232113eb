import { isIP } from "node:net"
import type { Clock } from "../clock.ts"
import { resolveTarget } from "./target-address.ts"

const noMoreThanEveryMs = 1_000

/**
 * The target's present address. A name is looked up once, and again (once a second at most) when the address no longer
 * answers: a restarted container may have got another.
 */
export class FreshAddress {
  readonly #clock: Clock
  readonly #hostname: string
  readonly #allowedHosts: readonly string[]
  #address: string
  #askedAtMs = Number.NEGATIVE_INFINITY

  constructor(clock: Clock, target: { readonly hostname: string }, allowedHosts: readonly string[]) {
    this.#clock = clock
    this.#hostname = target.hostname
    this.#allowedHosts = allowedHosts
    this.#address = target.hostname
  }

  get current(): string {
    return this.#address
  }

  /** @throws Error when there is no address that load may be sent to */
  async resolve(): Promise<void> {
    this.#askedAtMs = this.#clock.monotonic()
    const found = await resolveTarget(this.#hostname, this.#allowedHosts)
    switch (found.kind) {
      case "address":
        this.#address = found.address
        return
      case "unresolvable":
        throw new Error(`${this.#hostname} cannot be resolved: ${found.reason}`)
      case "foreign":
        throw new Error(`${this.#hostname} is ${found.address}, which is not part of the stage`)
      default:
        found satisfies never
    }
  }

  /** The address did not answer: find out whether there is another. A failed lookup keeps the one there is. */
  doubt(): void {
    if (isIP(this.#hostname) !== 0) return
    if (this.#clock.monotonic() - this.#askedAtMs < noMoreThanEveryMs) return
    this.resolve().catch(() => {
      // While a container is down its name is gone; the requests themselves tell that it does not answer.
    })
  }
}
