import type { FaultKind, Journey, Target } from "@gameday/contract"

/** What a scenario can speak of: the system under test, its customers, and how it can be broken. */
export interface KnownStage {
  /** Not only what is there on one platform. */
  readonly target: Target
  readonly journeys: readonly Journey[]
  /** The registry of faults. */
  readonly kinds: Readonly<Record<FaultKind, { readonly hits: "instances" | "dependency" }>>
}
