import type { FaultRequest, LoadRequest, Scenario, ScenarioStep } from "@gameday/contract"
import { validateProfile } from "../../load/profiles/index.ts"
import type { KnownStage } from "./known-stage.ts"
import type { Problem } from "./problem.ts"
import { stepsOf } from "./steps.ts"

/** Whether everything that steps do can be done: the services, journeys and steps they name are there. */
export function checkActions(scenario: Scenario, stage: KnownStage): Problem[] {
  const faults = new Map(
    stepsOf(scenario).flatMap(({ step, sectionIndex }) =>
      step.inject === undefined ? [] : [[step.id, sectionIndex] as const],
    ),
  )
  return [
    ...checkLoad(scenario.load, "/load", stage),
    ...stepsOf(scenario).flatMap(({ step, path, sectionIndex }) => [
      ...(step.inject === undefined ? [] : checkFault(step.inject, `${path}/inject`, stage)),
      ...checkHeal(step, `${path}/heal`, faults, sectionIndex),
      ...checkServices(step, path, stage),
      ...(step.load === undefined || "rps" in step.load ? [] : checkLoad(step.load, `${path}/load`, stage)),
      ...checkRequest(step, `${path}/request`),
    ]),
  ]
}

function checkLoad({ journey, profile }: LoadRequest, path: string, { journeys }: KnownStage): Problem[] {
  const names = journeys.map(({ name }) => name)
  return [
    ...(names.includes(journey)
      ? []
      : [{ path: `${path}/journey`, message: unknown(journey, "journey", names) }]),
    ...validateProfile(profile).map((problem) => ({
      path: `${path}/profile${problem.path}`,
      message: problem.message,
    })),
  ]
}

function checkFault(
  { kind, target, params, ttlSeconds }: FaultRequest,
  path: string,
  stage: KnownStage,
): Problem[] {
  const problems: Problem[] = []
  const services = stage.target.services.map(({ name }) => name)
  const dependencies = stage.target.dependencies.map(({ name }) => name)
  const hitsDependency = stage.kinds[kind].hits === "dependency"
  const victims = hitsDependency ? dependencies : services
  const what = hitsDependency ? "dependency" : "service"
  const check = (name: string, field: string, among: readonly string[], as: string) => {
    if (!among.includes(name)) problems.push({ path: `${path}/${field}`, message: unknown(name, as, among) })
  }
  check(target.service, "target/service", victims, what)
  if ("upstream" in params && params.upstream !== undefined) {
    check(params.upstream, "params/upstream", services, "service")
  }
  if ("from" in params && Array.isArray(params.from)) {
    for (const [index, name] of params.from.entries()) {
      check(name, `params/from/${index}`, [...services, ...dependencies], "service or dependency")
    }
  }
  if (ttlSeconds === undefined) {
    const message =
      'needs the field "ttlSeconds": how long the fault may last at most, whoever forgets to heal it'
    problems.push({ path, message })
  }
  return problems
}

function checkHeal(
  { heal }: ScenarioStep,
  path: string,
  faults: ReadonlyMap<string, number>,
  sectionIndex: number,
): Problem[] {
  if (heal === undefined || heal === "everything") return []
  const section = faults.get(heal)
  if (section === undefined) {
    const names = [...faults.keys()]
    return [{ path, message: `${unknown(heal, "step that injects a fault", names)}; or "everything"` }]
  }
  return section > sectionIndex
    ? [{ path, message: `heals "${heal}", which is injected in a later section` }]
    : []
}

function checkServices({ scale, restart }: ScenarioStep, path: string, { target }: KnownStage): Problem[] {
  const names = target.services.map(({ name }) => name)
  const missing = (name: string, action: string) =>
    names.includes(name)
      ? []
      : [{ path: `${path}/${action}/service`, message: unknown(name, "service", names) }]
  const most = target.services.find(({ name }) => name === scale?.service)?.maxReplicas ?? Infinity
  return [
    ...(scale === undefined ? [] : missing(scale.service, "scale")),
    ...(scale === undefined || scale.replicas <= most
      ? []
      : [
          {
            path: `${path}/scale/replicas`,
            message: `is ${scale.replicas}, but ${scale.service} has at most ${most}`,
          },
        ]),
    ...(restart === undefined ? [] : missing(restart.service, "restart")),
  ]
}

function checkRequest({ request }: ScenarioStep, path: string): Problem[] {
  if (request === undefined) return []
  const { method = "GET", body, path: asked } = request
  return [
    ...(method === "GET" && body !== undefined
      ? [{ path, key: "body", message: "sends a body with GET, which has none" }]
      : []),
    ...(/^\/(?![/\\])[\x21-\x7e]*$/.test(asked)
      ? []
      : [{ path: `${path}/path`, message: "is no path of the shop; encode spaces and special characters" }]),
  ]
}

function unknown(name: string, what: string, known: readonly string[]): string {
  return `names "${name}", which is no ${what}; there ${known.length === 0 ? "is none" : `are ${known.join(", ")}`}`
}
