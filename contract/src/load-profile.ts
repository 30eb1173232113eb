import { type Static, type TSchema, Type } from "typebox"
import { Tagged } from "./schema.ts"

const rps = (title: string, fallback: number) =>
  Type.Number({ minimum: 0, maximum: 20_000, default: fallback, title })
const seconds = (title: string, fallback: number) =>
  Type.Number({ exclusiveMinimum: 0, maximum: 86_400, default: fallback, title })

function profile<const Kind extends string, Fields extends Record<string, TSchema>>(
  kind: Kind,
  fields: Fields,
) {
  return Type.Object({ kind: Type.Literal(kind), ...fields }, { additionalProperties: false })
}

/** The same rate until stopped, or for `durationSeconds`. */
export const ConstantProfile = profile("constant", {
  rps: rps("Requests per second", 100),
  durationSeconds: Type.Optional(seconds("Duration, s", 300)),
})
/** From one rate to another in a straight line, then held until stopped (or `holdSeconds`). */
export const RampProfile = profile("ramp", {
  fromRps: rps("From, requests per second", 0),
  toRps: rps("To, requests per second", 500),
  durationSeconds: seconds("Ramp, s", 60),
  holdSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400, default: 0, title: "Hold, s" })),
})
export type ConstantProfile = Static<typeof ConstantProfile>
export type RampProfile = Static<typeof RampProfile>

/** Each kind's schema. A new kind is one line here and one file in the control plane's load/profiles/. */
export const loadProfiles = {
  constant: ConstantProfile,
  ramp: RampProfile,
} as const satisfies Record<string, TSchema>

export type LoadProfileKind = keyof typeof loadProfiles
export const loadProfileKinds = Object.keys(loadProfiles) as LoadProfileKind[]
export const LoadProfile = Tagged("kind", Object.values(loadProfiles), "arrival rate over time")
export type LoadProfile = Static<(typeof loadProfiles)[LoadProfileKind]>
