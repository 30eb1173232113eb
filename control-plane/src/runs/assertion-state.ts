import type { AssertionState, Comparison, ParsedAssertion } from "@gameday/contract"
import { formatAssertion } from "./scenario/assertion.ts"

/** The assertion held against what was measured; what was not measured neither holds nor fails. */
export function assertionState(assertion: ParsedAssertion, measured: number | null): AssertionState {
  const { metric, of = null, comparison, limit } = assertion
  const holds = measured === null ? null : compares(measured, comparison, limit)
  return { text: formatAssertion(assertion), metric, of, comparison, limit, measured, holds }
}

function compares(measured: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case "<":
      return measured < limit
    case "<=":
      return measured <= limit
    case ">":
      return measured > limit
    case ">=":
      return measured >= limit
    case "=":
      return measured === limit
    default:
      return comparison satisfies never
  }
}
