import { type OrderOffence, type OrderOffenceKind, orderOffences } from "@gameday/contract"

const keptExamples = 10

/** Counts offences by kind, and keeps the first of each. */
export class Findings {
  readonly #found = new Map<OrderOffenceKind, { count: number; examples: OrderOffence["examples"] }>(
    orderOffences.map((kind) => [kind, { count: 0, examples: [] }]),
  )

  /** @param what the order's or the product's id */
  add(kind: OrderOffenceKind, what: string, detail: string): void {
    const found = this.#found.get(kind)
    if (found === undefined) return
    found.count++
    if (found.examples.length < keptExamples) found.examples.push({ what, detail })
  }

  /** Every kind, also those of which there is none. */
  all(): OrderOffence[] {
    return [...this.#found].map(([kind, { count, examples }]) => ({ kind, count, examples }))
  }
}
