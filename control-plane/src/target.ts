import { readFileSync } from "node:fs"
import { Target } from "@gameday/contract"
import { Ajv } from "ajv"
import { parse } from "yaml"
import { GamedayError } from "./errors.ts"
import { describeProblems } from "./validation.ts"

type Platform = NonNullable<Target["dependencies"][number]["platforms"]>[number]

/**
 * Reads the description of the system under test.
 *
 * @param platform leaves out the dependencies that are not there on it; absent: leaves out nothing
 * @throws GamedayError validation_failed naming the file and every problem in it
 */
export function readTarget(file: string, platform?: Platform): Target {
  let content: unknown
  try {
    content = parse(readFileSync(file, "utf8"))
  } catch (cause) {
    throw new GamedayError("validation_failed", `${file} cannot be read: ${String(cause)}`, { cause })
  }
  const validate = new Ajv({ allErrors: true, discriminator: true, strict: false }).compile<Target>(Target)
  if (!validate(content)) throw invalid(file, describeProblems(validate.errors ?? []))
  const known = new Set([...content.services, ...content.dependencies].map(({ name }) => name))
  const problems = content.services.flatMap((service, index) =>
    service.dependsOn
      .filter((name) => !known.has(name))
      .map((name) => ({
        path: `/services/${index}/dependsOn`,
        message: `names "${name}", which is not described`,
      })),
  )
  const entries = content.services.filter(({ role }) => role === "entry").length
  if (entries !== 1) {
    problems.push({ path: "/services", message: `needs exactly one service with role entry, has ${entries}` })
  }
  if (!known.has(content.business.service)) {
    problems.push({
      path: "/business/service",
      message: `names "${content.business.service}", which is not described`,
    })
  }
  if (problems.length > 0) throw invalid(file, problems)
  return platform === undefined ? content : asOn(platform, content)
}

/** Without the dependencies that are not there on this platform. */
function asOn(platform: Platform, { services, dependencies, ...rest }: Target): Target {
  const isThere = ({ platforms }: Target["dependencies"][number]) => platforms?.includes(platform) ?? true
  const missing = new Set(dependencies.filter((one) => !isThere(one)).map(({ name }) => name))
  return {
    ...rest,
    services: services.map((service) => ({
      ...service,
      dependsOn: service.dependsOn.filter((name) => !missing.has(name)),
    })),
    dependencies: dependencies.filter(isThere),
  }
}

function invalid(file: string, details: { path: string; message: string }[]) {
  const list = details.map(({ path, message }) => `${path || "/"} ${message}`).join("; ")
  return new GamedayError("validation_failed", `${file} is wrong: ${list}.`, { details })
}
