import {
  type Checklist,
  type ChecklistItem,
  type ChecklistReport,
  type ChecklistResult,
  checklistItems,
} from "@gameday/contract"
import type { Clock } from "../clock.ts"
import { GamedayError } from "../errors.ts"
import { type Look, readLooks, writeLooks } from "./checklist-file.ts"
import { checklistTitles } from "./titles.ts"

/** No item takes longer; whoever looks and has said nothing for so long has been killed. */
const silentAfterMs = 180_000

export interface ChecklistDeskOptions {
  /** Where the last looks are kept over restarts. */
  readonly file: string
  readonly clock: Clock
}

/**
 * What `npm run checklist` found, item by item. A report may speak of some items only; the others stay as they were. An item
 * that it gives as "not-run" is about to be looked at, and shows its last result until then.
 */
export class ChecklistDesk {
  readonly #file: string
  readonly #clock: Clock
  readonly #looks: Map<ChecklistItem, Look>
  #pending = new Set<ChecklistItem>()
  #heardAt = 0

  constructor({ file, clock }: ChecklistDeskOptions) {
    this.#file = file
    this.#clock = clock
    this.#looks = new Map(readLooks(file).map((look) => [look.item, look]))
  }

  /** Every item in its order, with its last result. */
  state(): Checklist {
    const results = checklistItems.map((item) => this.#result(item))
    const looked = results.flatMap(({ checkedAt }) => checkedAt ?? [])
    return {
      ok: verdictOf(results),
      checkedAt: looked.length === 0 ? null : Math.max(...looked),
      running: this.#pending.size > 0 && this.#clock.now() - this.#heardAt < silentAfterMs,
      results,
    }
  }

  /** @throws GamedayError validation_failed when one item has two results */
  report({ results }: ChecklistReport): Checklist {
    const items = results.map(({ item }) => item)
    const twice = items.find((item, index) => items.indexOf(item) !== index)
    if (twice !== undefined) {
      throw new GamedayError(
        "validation_failed",
        `The item ${twice} has two results. Send one for each item.`,
        {
          details: [{ path: "/body/results", message: `speaks of ${twice} twice` }],
        },
      )
    }
    const looks = results.filter(({ status }) => status !== "not-run")
    for (const look of looks) this.#looks.set(look.item, look)
    this.#pending = new Set(items.filter((item) => !looks.some((look) => look.item === item)))
    this.#heardAt = this.#clock.now()
    if (looks.length > 0) writeLooks(this.#file, [...this.#looks.values()])
    return this.state()
  }

  #result(item: ChecklistItem): ChecklistResult {
    const look = this.#looks.get(item)
    const nobody = { item, status: "not-run", reason: null, checkedAt: null, tookMs: null } as const
    return { ...(look ?? nobody), title: checklistTitles[item] }
  }
}

/** One red item is enough for no; an item nobody has looked at leaves it open. */
function verdictOf(results: readonly ChecklistResult[]): boolean | null {
  if (results.some(({ status }) => status === "failed")) return false
  return results.some(({ status }) => status === "not-run") ? null : true
}
