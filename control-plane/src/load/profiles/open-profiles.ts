import type { OpenProfile } from "@gameday/contract"
import { constant } from "./constant.ts"
import { decay } from "./decay.ts"
import type { ProfileDefinition } from "./profile-definition.ts"
import { ramp } from "./ramp.ts"
import { soak } from "./soak.ts"
import { spike } from "./spike.ts"
import { steps } from "./steps.ts"
import { users } from "./users.ts"
import { wave } from "./wave.ts"

/** The kinds whose rate depends on time alone, so that a sequence can hold them. */
export const openProfiles = { constant, decay, ramp, soak, spike, steps, users, wave } satisfies {
  [K in OpenProfile["kind"]]: ProfileDefinition<Extract<OpenProfile, { kind: K }>>
}
