import type { ParsedAssertion, Scenario } from "@gameday/contract"
import { asksForStep, isLive, readAssertion } from "./assertion.ts"
import type { Problem } from "./problem.ts"
import { stepsOf } from "./steps.ts"

interface Place {
  readonly text: string
  readonly path: string
  /** Waited for or watched, so it has to be known at any moment. */
  readonly live: boolean
}

/** @param routes of the journeys that the scenario's customers go */
export function checkAssertions(scenario: Scenario, routes: ReadonlySet<string>): Problem[] {
  const steps = stepsOf(scenario)
  const faults = new Set(steps.flatMap(({ step }) => (step.inject === undefined ? [] : [step.id])))
  const known = new Set(steps.map(({ step }) => step.id))
  const places: Place[] = [
    ...scenario.steadyState.that.map((text, index) => ({
      text,
      path: `/steadyState/that/${index}`,
      live: true,
    })),
    ...steps.flatMap(({ step: { when }, path }) =>
      when === undefined ? [] : [{ text: when, path: `${path}/when`, live: true }],
    ),
    ...scenario.expectations.map(({ that }, index) => ({
      text: that,
      path: `/expectations/${index}/that`,
      live: false,
    })),
  ]
  return places.flatMap(({ text, path, live }) => {
    const assertion = readAssertion(text)
    if (typeof assertion === "string") return [{ path, message: assertion }]
    if (live && !isLive(assertion)) {
      return [{ path, message: `asks for ${assertion.metric}, which is known at the end only; expect it` }]
    }
    const message = asksForStep(assertion)
      ? problemWithStep(assertion, known, faults)
      : problemWithRoute(assertion, routes)
    return message === undefined ? [] : [{ path, message }]
  })
}

function problemWithStep(
  { of = "" }: ParsedAssertion,
  known: ReadonlySet<string>,
  faults: ReadonlySet<string>,
): string | undefined {
  if (faults.has(of)) return undefined
  const there = faults.size === 0 ? "no step injects one" : `there are ${[...faults].join(", ")}`
  return known.has(of)
    ? `names "${of}", which injects no fault; ${there}`
    : `names "${of}", which is no step; ${there}`
}

function problemWithRoute({ of }: ParsedAssertion, routes: ReadonlySet<string>): string | undefined {
  if (of === undefined || routes.has(of)) return undefined
  return `names the route "${of}", which no customer takes here; there are ${[...routes].join(", ")}`
}
