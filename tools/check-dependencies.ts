// The dependency rule (docs/adr/0001): runs dependency-cruiser and fails when it saw no modules of a room, because a
// cruise that resolves nothing reports success.
import type { ICruiseResult } from "dependency-cruiser"
import "./swc-with-tsx.ts"
import { dependencyRules } from "./dependency-rules.ts"

const { cruise } = await import("dependency-cruiser")

const rooms: Readonly<Record<string, number>> = {
  "contract/src": 10,
  "control-plane/src": 30,
  "dashboard/src": 20,
  "shop-services": 15,
}

const { output } = await cruise(["contract/src", "control-plane/src", "dashboard/src", "shop-services"], {
  ...dependencyRules.options,
  ruleSet: { forbidden: dependencyRules.forbidden },
  validate: true,
})
const { modules, summary } = output as ICruiseResult
const ours = modules.filter(({ source }) => !source.includes("node_modules"))
const problems = summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)

for (const [room, expected] of Object.entries(rooms)) {
  const seen = ours.filter(({ source }) => source.startsWith(`${room}/`))
  const edges = seen
    .flatMap(({ dependencies }) => dependencies)
    .filter(({ couldNotResolve }) => !couldNotResolve)
  if (seen.length < expected)
    problems.push(`${room}: saw ${seen.length} modules, expected at least ${expected}`)
  if (edges.length < expected)
    problems.push(`${room}: saw ${edges.length} imports, expected at least ${expected}`)
}
for (const { source, dependencies } of ours) {
  for (const { module, couldNotResolve } of dependencies) {
    if (couldNotResolve) problems.push(`${source}: cannot resolve "${module}"`)
  }
}

if (problems.length > 0) {
  console.error(problems.join("\n"))
  process.exit(1)
}
console.log(`${ours.length} modules keep the dependency rule`)
