import { readFileSync } from "node:fs"
import { Target } from "@gameday/contract"
import { Ajv } from "ajv"
import { parse } from "yaml"
import { GamedayError } from "./errors.ts"
import { describeProblems } from "./validation.ts"

/**
 * Reads the description of the system under test.
 *
 * @throws GamedayError validation_failed naming the file and every problem in it
 */
export function readTarget(file: string): Target {
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
  return content
}

function invalid(file: string, details: { path: string; message: string }[]) {
  const list = details.map(({ path, message }) => `${path || "/"} ${message}`).join("; ")
  return new GamedayError("validation_failed", `${file} is wrong: ${list}.`, { details })
}
