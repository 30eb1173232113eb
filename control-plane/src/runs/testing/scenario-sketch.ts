import type { Scenario, ScenarioSection, ScenarioStep } from "@gameday/contract"

const words = (text: string) => ({ en: text, de: `${text} (de)` })

/** A section of `seconds` with these steps. */
export function section(
  id: string,
  seconds: number,
  steps: ScenarioStep[] = [],
  more: Partial<ScenarioSection> = {},
): ScenarioSection {
  return { id, title: words(id), seconds, steps, ...more }
}

/** A step that says something. */
export function say(id: string, more: Partial<ScenarioStep> = {}): ScenarioStep {
  return { id, narrate: words(id), ...more }
}

export const kill = {
  kind: "kill",
  target: { service: "checkout", instances: 1 },
  params: {},
  ttlSeconds: 60,
} as const

export function scenarioOf(sections: ScenarioSection[], more: Partial<Scenario> = {}): Scenario {
  return {
    name: "sketch",
    title: words("Sketch"),
    description: words("A sketch"),
    load: { profile: { kind: "constant", rps: 100 }, journey: "shopper" },
    steadyState: { that: ["errors < 1"], forSeconds: 2, withinSeconds: 10 },
    sections,
    expectations: [{ id: "served", title: words("Served"), that: "availability >= 99" }],
    ...more,
  }
}
