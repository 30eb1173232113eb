import { join, resolve } from "node:path"
import { faultRegistry } from "../../../faults/registry.ts"
import { readJourneys } from "../../../load/journey/read-journeys.ts"
import { readTarget } from "../../../target.ts"
import type { KnownStage } from "../known-stage.ts"

/** The repository's scenarios. */
export const scenariosDir = join(resolve(import.meta.dirname, "../../../../.."), "scenarios")

/** The shop as it is shipped. */
export const knownShop: KnownStage = {
  target: readTarget(join(scenariosDir, "target.yaml")),
  journeys: readJourneys(join(scenariosDir, "journeys")),
  kinds: faultRegistry,
}
