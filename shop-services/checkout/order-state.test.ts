import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import {
  customerStatus,
  isWorking,
  nextState,
  type OrderEvent,
  type OrderState,
  reasonOf,
  transitions,
} from "./order-state.ts"

const states = Object.keys(transitions) as OrderState[]
const rows = states.flatMap((state) =>
  Object.entries(transitions[state]).map(
    ([event, next]) => [state, event as OrderEvent, next as OrderState] as const,
  ),
)

test("the table above the machine is the machine", () => {
  const source = readFileSync(join(import.meta.dirname, "order-state.ts"), "utf8")
  const written = [...source.matchAll(/^ \* {3}(\w+) +([\w-]+) +(\w+)(?: {2,}.*)?$/gm)].map((row) =>
    row.slice(1, 4).join(" "),
  )
  const meant = rows.map((row) => row.join(" "))
  expect(written.filter((row) => row !== "state event next")).toEqual(meant)
})

test("every state but the last two has a way to one of them", () => {
  for (const state of states.filter(isWorking)) {
    const reached = new Set<OrderState>([state])
    for (const known of reached) {
      for (const [from, , next] of rows) if (from === known) reached.add(next)
    }
    expect(
      [...reached].filter((reachable) => !isWorking(reachable)),
      state,
    ).not.toEqual([])
  }
})

test("no way leads from money or stock that may be taken to refused, but over giving it back", () => {
  const before = (target: OrderState) => rows.filter(([, , next]) => next === target).map(([from]) => from)
  expect(before("refused")).toEqual(["placed", "releasing"])
  expect(nextState("placed", "out-of-stock")).toBe("refused")
  expect(nextState("accepted", "given-up")).toBe("refunding")
  expect(nextState("paid", "given-up")).toBeUndefined()
})

test("whoever decides that an order comes to nothing says why", () => {
  for (const [state, event, next] of rows) {
    const decides = (next === "releasing" || next === "refunding" || next === "refused") && isWorking(state)
    const earlier = state === "refunding" || state === "releasing"
    expect(reasonOf(state, event) !== undefined, `${state} ${event}`).toBe(decides && !earlier)
  }
})

test.each([
  ["placed", "pending"],
  ["reserved", "pending"],
  ["accepted", "accepted"],
  ["paid", "accepted"],
  ["confirmed", "confirmed"],
  ["refunding", "refused"],
  ["releasing", "refused"],
  ["refused", "refused"],
] as const)("a customer is told that an order which is %s is %s", (state, status) => {
  expect(customerStatus(state)).toBe(status)
})
