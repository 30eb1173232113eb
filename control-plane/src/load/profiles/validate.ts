import { type ErrorDetail, LoadProfile } from "@gameday/contract"
import { Ajv } from "ajv"
import { describeProblems } from "../../validation.ts"
import { contradictionsIn } from "./registry.ts"

const hasShape = new Ajv({
  allErrors: true,
  discriminator: true,
  strict: false,
  strictNumbers: true,
}).compile<LoadProfile>(LoadProfile)

/** Everything wrong with a profile at once; an empty list when it can be run. Paths are JSON pointers into it. */
export function validateProfile(profile: unknown): ErrorDetail[] {
  return hasShape(profile) ? contradictionsIn(profile) : describeProblems(hasShape.errors ?? [])
}
