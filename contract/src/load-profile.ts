import { type Static, type TSchema, Type } from "typebox"
import { Tagged } from "./schema.ts"

const rps = (title: string, fallback: number) =>
  Type.Number({ minimum: 0, maximum: 20_000, default: fallback, title })
const seconds = (title: string, fallback: number) =>
  Type.Number({ exclusiveMinimum: 0, maximum: 86_400, default: fallback, title })
const hold = (title: string) => Type.Optional(Type.Number({ minimum: 0, maximum: 86_400, default: 0, title }))

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
  holdSeconds: hold("Hold, s"),
})

/** Stairs: the first rate, then `stepCount` − 1 equal jumps up (or down) to the last, each held for `stepSeconds`. */
export const StepsProfile = profile("steps", {
  fromRps: rps("First step, requests per second", 100),
  toRps: rps("Last step, requests per second", 500),
  stepCount: Type.Integer({ minimum: 2, maximum: 1000, default: 5, title: "Steps" }),
  stepSeconds: seconds("Each step, s", 30),
})

/** A base rate, a sudden spike, and the base rate again until stopped (or for `afterSeconds`). */
export const SpikeProfile = profile("spike", {
  baseRps: rps("Before and after, requests per second", 100),
  spikeRps: rps("Spike, requests per second", 500),
  beforeSeconds: seconds("Before, s", 20),
  spikeSeconds: seconds("Spike, s", 10),
  afterSeconds: Type.Optional(seconds("After, s", 30)),
})

/** A long constant load, entered and left by a ramp. */
export const SoakProfile = profile("soak", {
  rps: rps("Requests per second", 200),
  rampSeconds: seconds("Ramp up and down, s", 60),
  durationSeconds: seconds("Soak, s", 3600),
})

/** Falls (or rises) exponentially towards a rate: every `halfLifeSeconds` half of the way that is left. */
export const DecayProfile = profile("decay", {
  fromRps: rps("From, requests per second", 1000),
  toRps: rps("Towards, requests per second", 50),
  halfLifeSeconds: seconds("Half-life, s", 10),
  durationSeconds: Type.Optional(seconds("Duration, s", 60)),
})

/** A sine wave between two rates that begins in its valley. */
export const WaveProfile = profile("wave", {
  lowRps: rps("Valley, requests per second", 50),
  highRps: rps("Crest, requests per second", 300),
  periodSeconds: seconds("Period, s", 60),
  durationSeconds: Type.Optional(seconds("Duration, s", 300)),
})

/**
 * Concurrent users, each waiting for an answer and then thinking. Open model: by Little's law that many users make
 *
 *   requests per second = users ÷ (think time + response time)
 *
 * and the generator sends just that, also when the shop is slower than `responseMs` assumed.
 */
export const UsersProfile = profile("users", {
  users: Type.Integer({ minimum: 1, maximum: 100_000, default: 200, title: "Concurrent users" }),
  thinkSeconds: Type.Number({
    minimum: 0,
    maximum: 600,
    default: 1,
    title: "Think time between two requests, s",
  }),
  responseMs: Type.Number({
    exclusiveMinimum: 0,
    maximum: 60_000,
    default: 50,
    title: "Response time assumed, ms",
  }),
  rampSeconds: hold("Users arrive over, s"),
  durationSeconds: Type.Optional(seconds("Duration, s", 300)),
})

/**
 * A fixed number of requests over a fixed number of connections. Closed model: a request waits for a free connection, so
 * none is ever dropped, and a slow shop makes the run longer; `rps` only bounds how fast it may go.
 */
export const AmountProfile = profile("amount", {
  requests: Type.Integer({ minimum: 1, maximum: 10_000_000, default: 10_000, title: "Requests" }),
  connections: Type.Integer({ minimum: 1, maximum: 2000, default: 100, title: "Connections" }),
  rps: Type.Number({
    exclusiveMinimum: 0,
    maximum: 20_000,
    default: 1000,
    title: "At most, requests per second",
  }),
})

export type ConstantProfile = Static<typeof ConstantProfile>
export type RampProfile = Static<typeof RampProfile>
export type StepsProfile = Static<typeof StepsProfile>
export type SpikeProfile = Static<typeof SpikeProfile>
export type SoakProfile = Static<typeof SoakProfile>
export type DecayProfile = Static<typeof DecayProfile>
export type WaveProfile = Static<typeof WaveProfile>
export type UsersProfile = Static<typeof UsersProfile>
export type AmountProfile = Static<typeof AmountProfile>

const openProfiles = {
  constant: ConstantProfile,
  ramp: RampProfile,
  steps: StepsProfile,
  spike: SpikeProfile,
  soak: SoakProfile,
  decay: DecayProfile,
  wave: WaveProfile,
  users: UsersProfile,
} as const satisfies Record<string, TSchema>

/** What a sequence is made of: every kind whose rate depends on time alone. */
export type OpenProfile = Static<(typeof openProfiles)[keyof typeof openProfiles]>
const OpenProfile = Tagged("kind", Object.values(openProfiles), "arrival rate over time")

/** One profile after the other; only the last may go on until stopped. */
export const SequenceProfile = profile("sequence", {
  parts: Type.Array(OpenProfile, { minItems: 1, maxItems: 50, title: "One after the other" }),
})
export type SequenceProfile = Static<typeof SequenceProfile>

/** Each kind's schema. A new kind is one line here and one file in the control plane's load/profiles/. */
export const loadProfiles = {
  ...openProfiles,
  sequence: SequenceProfile,
  amount: AmountProfile,
} as const satisfies Record<string, TSchema>

export type LoadProfileKind = keyof typeof loadProfiles
export const loadProfileKinds = Object.keys(loadProfiles) as LoadProfileKind[]
export const LoadProfile = Tagged("kind", Object.values(loadProfiles), "arrival rate over time")
export type LoadProfile = Static<(typeof loadProfiles)[LoadProfileKind]>
