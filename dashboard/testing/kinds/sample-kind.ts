import type { FaultKindInfo } from "@gameday/contract"

/** What differs from kind to kind; the parameters are the contract's own. */
export type SampleKind = Pick<FaultKindInfo, "kind" | "group" | "title" | "hint" | "description" | "defaults">
