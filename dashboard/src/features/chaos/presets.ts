import type { BlastRadius, FaultKindInfo, Localized, State } from "@gameday/contract"
import type { Draft } from "./draft.ts"
import { draftFor } from "./draft.ts"
import type { Params } from "./param-values.ts"

type Stage = Pick<State, "services" | "dependencies">

/**
 * A story people tell in one sentence: a kind with the parameters and the target that make it true. A new one is one entry in
 * `presets`; it is offered where the platform has the kind and the stage has what it aims at.
 */
export interface Preset {
  readonly id: string
  readonly title: Localized
  readonly hint: Localized
  readonly kind: string
  readonly radius: BlastRadius
  readonly params: Params
  /** Which of the kind's targets; undefined: this stage has no such thing. No service is known here by name. */
  aim(stage: Stage): string | undefined
}

const entry = ({ services }: Stage) => services.find(({ role }) => role === "entry")?.name
const dependency = (kind: State["dependencies"][number]["kind"]) => (stage: Stage) =>
  stage.dependencies.find((one) => one.kind === kind)?.name

const presets: readonly Preset[] = [
  {
    id: "whole-service",
    title: { en: "A whole service dies", de: "Ein ganzer Dienst stirbt" },
    hint: { en: "all of its servers at once", de: "alle seine Server auf einmal" },
    kind: "kill",
    radius: "all",
    params: {},
    aim: ({ services }) =>
      services.find(({ tier, instances }) => tier === "core" && instances.length > 1)?.name,
  },
  {
    id: "shop-slow",
    title: { en: "The whole shop is slow", de: "Der ganze Shop ist langsam" },
    hint: { en: "everybody waits a second longer", de: "alle warten eine Sekunde länger" },
    kind: "latency",
    radius: "all",
    params: { percentage: 100, delayMs: 1_000 },
    aim: entry,
  },
  {
    id: "tenth-customer",
    title: { en: "Every tenth click fails", de: "Jeder zehnte Klick scheitert" },
    hint: { en: "an error instead of a page", de: "ein Fehler statt einer Seite" },
    kind: "error-rate",
    radius: "all",
    params: { percentage: 10 },
    aim: entry,
  },
  {
    id: "payment-gone",
    title: { en: "Payment is gone", de: "Die Zahlung ist weg" },
    hint: { en: "the provider does not answer", de: "der Anbieter antwortet nicht" },
    kind: "dependency-outage",
    radius: "all",
    params: { mode: "silent" },
    aim: dependency("provider"),
  },
]

export interface OfferedPreset {
  readonly preset: Preset
  readonly kind: FaultKindInfo
  readonly target: string
}

/** The presets that can be had on this stage, each with its kind and what it would hit. */
export function offeredPresets(kinds: readonly FaultKindInfo[], stage: Stage): OfferedPreset[] {
  return presets.flatMap((preset) => {
    const kind = kinds.find((one) => one.kind === preset.kind && one.supported)
    const target = preset.aim(stage)
    return kind === undefined || target === undefined || !kind.targets.includes(target)
      ? []
      : [{ preset, kind, target }]
  })
}

/** A preset as a draft: everything it does not say is the kind's default. */
export function draftOf({ preset, kind, target }: OfferedPreset, before: Draft | null): Draft {
  return {
    ...draftFor(kind, [], before),
    target,
    radius: preset.radius,
    params: { ...kind.defaults, ...preset.params },
  }
}
