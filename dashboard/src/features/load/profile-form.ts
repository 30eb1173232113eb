import type { LoadProfile, LoadProfileKind } from "@gameday/contract"
import type { MessageKey } from "../../i18n/i18n.ts"

type FieldName<Kind extends LoadProfileKind> = Exclude<keyof Extract<LoadProfile, { kind: Kind }>, "kind">

interface FieldOf<Kind extends LoadProfileKind> {
  readonly name: FieldName<Kind>
  readonly label: MessageKey
  readonly min: number
  readonly max: number
  /** What an empty input means, for an optional field. */
  readonly emptyMeans?: MessageKey
}

export interface ProfileField {
  readonly name: string
  readonly label: MessageKey
  readonly min: number
  readonly max: number
  readonly emptyMeans?: MessageKey
}

const maxRps = 20_000
const maxSeconds = 86_400
const untilStopped = "load.field.until-stopped"

/** Kinds that are a handful of numbers. A sequence of them is written down, in a scenario, not typed into a form. */
export type FormKind = Exclude<LoadProfileKind, "sequence">

const rate = { min: 0, max: maxRps } as const
const time = { min: 1, max: maxSeconds } as const
const open = { ...time, emptyMeans: untilStopped } as const

/** The form of each profile kind. A new kind is one entry here; the compiler asks for it. */
const forms = {
  constant: [
    { name: "rps", label: "load.field.rps", ...rate },
    { name: "durationSeconds", label: "load.field.duration", ...open },
  ],
  ramp: [
    { name: "fromRps", label: "load.field.from", ...rate },
    { name: "toRps", label: "load.field.to", ...rate },
    { name: "durationSeconds", label: "load.field.ramp", ...time },
    { name: "holdSeconds", label: "load.field.hold", ...open, min: 0 },
  ],
  steps: [
    { name: "fromRps", label: "load.field.from", ...rate },
    { name: "toRps", label: "load.field.to", ...rate },
    { name: "stepCount", label: "load.field.steps", min: 2, max: 1000 },
    { name: "stepSeconds", label: "load.field.step", ...time },
  ],
  spike: [
    { name: "baseRps", label: "load.field.base", ...rate },
    { name: "spikeRps", label: "load.field.spike", ...rate },
    { name: "beforeSeconds", label: "load.field.before", ...time },
    { name: "spikeSeconds", label: "load.field.spike-time", ...time },
    { name: "afterSeconds", label: "load.field.after", ...open },
  ],
  soak: [
    { name: "rps", label: "load.field.rps", ...rate },
    { name: "rampSeconds", label: "load.field.ramp", ...time },
    { name: "durationSeconds", label: "load.field.duration", ...time },
  ],
  decay: [
    { name: "fromRps", label: "load.field.from", ...rate },
    { name: "toRps", label: "load.field.towards", ...rate },
    { name: "halfLifeSeconds", label: "load.field.half-life", ...time },
    { name: "durationSeconds", label: "load.field.duration", ...open },
  ],
  wave: [
    { name: "lowRps", label: "load.field.low", ...rate },
    { name: "highRps", label: "load.field.high", ...rate },
    { name: "periodSeconds", label: "load.field.period", ...time },
    { name: "durationSeconds", label: "load.field.duration", ...open },
  ],
  users: [
    { name: "users", label: "load.field.users", min: 1, max: 100_000 },
    { name: "thinkSeconds", label: "load.field.think", min: 0, max: 600 },
    { name: "responseMs", label: "load.field.response", min: 1, max: 60_000 },
    { name: "durationSeconds", label: "load.field.duration", ...open },
  ],
  amount: [
    { name: "requests", label: "load.field.requests", min: 1, max: 10_000_000 },
    { name: "connections", label: "load.field.connections", min: 1, max: 2000 },
    { name: "rps", label: "load.field.at-most", min: 1, max: maxRps },
  ],
} as const satisfies { [Kind in FormKind]: readonly FieldOf<Kind>[] }

/** What a form starts with. */
const starts = {
  constant: { kind: "constant", rps: 100 },
  ramp: { kind: "ramp", fromRps: 50, toRps: 300, durationSeconds: 60 },
  steps: { kind: "steps", fromRps: 100, toRps: 500, stepCount: 5, stepSeconds: 20 },
  spike: { kind: "spike", baseRps: 100, spikeRps: 500, beforeSeconds: 20, spikeSeconds: 10 },
  soak: { kind: "soak", rps: 200, rampSeconds: 60, durationSeconds: 3600 },
  decay: { kind: "decay", fromRps: 500, toRps: 50, halfLifeSeconds: 10 },
  wave: { kind: "wave", lowRps: 50, highRps: 300, periodSeconds: 60 },
  users: { kind: "users", users: 200, thinkSeconds: 1, responseMs: 50 },
  amount: { kind: "amount", requests: 10_000, connections: 100, rps: 1000 },
} as const satisfies { [Kind in FormKind]: Extract<LoadProfile, { kind: Kind }> }

/** A profile that a form can show. */
export type FormProfile = Extract<LoadProfile, { kind: FormKind }>

export const profileKinds = Object.keys(forms) as FormKind[]

export function fieldsOf(kind: FormKind): readonly ProfileField[] {
  return forms[kind]
}

export function startOf(kind: FormKind): FormProfile {
  return starts[kind]
}

export function readField(profile: FormProfile, name: string): number | undefined {
  const value: unknown = (profile as Readonly<Record<string, unknown>>)[name]
  return typeof value === "number" ? value : undefined
}

/** The profile with one field set, or taken out when emptied. The control plane validates the whole. */
export function withField(profile: FormProfile, name: string, value: number | undefined): FormProfile {
  const { [name]: _, ...others } = profile as FormProfile & Record<string, unknown>
  return { ...others, ...(value === undefined ? {} : { [name]: value }) } as FormProfile
}

/** All fields that must be filled are. */
export function isComplete(profile: FormProfile): boolean {
  return fieldsOf(profile.kind).every(
    ({ name, emptyMeans }) => emptyMeans !== undefined || readField(profile, name) !== undefined,
  )
}
