import type { UsersProfile } from "@gameday/contract"
import { between, msOf, optionalMs, type ProfileDefinition } from "./profile-definition.ts"

const highestRps = 20_000

/** Little's law: users = rate × (think time + response time). */
const rateOf = ({ users, thinkSeconds, responseMs }: UsersProfile) =>
  users / (thinkSeconds + responseMs / 1000)

export const users: ProfileDefinition<UsersProfile> = {
  rateAt(profile, elapsedMs) {
    const { rampSeconds = 0 } = profile
    return rampSeconds === 0 ? rateOf(profile) : between(0, rateOf(profile), elapsedMs / msOf(rampSeconds))
  },
  durationMs: ({ durationSeconds }) => optionalMs(durationSeconds),
  peakRps: rateOf,
  settledMs: ({ rampSeconds = 0 }) => msOf(rampSeconds),
  problems(profile) {
    const rate = rateOf(profile)
    return rate <= highestRps
      ? []
      : [
          {
            path: "/users",
            message:
              `would make ${Math.round(rate)} requests per second (users ÷ (think time + response time)), ` +
              `more than ${highestRps}; take fewer users or a longer think time`,
          },
        ]
  },
}
