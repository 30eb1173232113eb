import type { FaultKindInfo, FaultRecord } from "@gameday/contract"

type Group = FaultKindInfo["group"]

/** In the order a stakeholder reads them; the compiler asks for a new one. */
const groupOrder = Object.keys({
  servers: true,
  speed: true,
  answers: true,
  behind: true,
  resilience: true,
  machine: true,
  network: true,
  crowd: true,
} satisfies Record<Group, true>) as Group[]

export interface KindGroup {
  readonly group: Group
  readonly kinds: readonly FaultKindInfo[]
}

/** The kinds by group; groups without any are left out. */
export function groupKinds(kinds: readonly FaultKindInfo[]): KindGroup[] {
  return groupOrder
    .map((group) => ({ group, kinds: kinds.filter((kind) => kind.group === group) }))
    .filter((entry) => entry.kinds.length > 0)
}

/** The kinds somebody may mean, in either language: every word of the query occurs in name, title, hint or description. */
export function findKinds(kinds: readonly FaultKindInfo[], query: string): readonly FaultKindInfo[] {
  const words = query.toLowerCase().split(/\s+/)
  return kinds.filter(({ kind, title, hint, description }) => {
    const said = [kind, title, hint, description]
      .map((text) => (typeof text === "string" ? text : `${text.en} ${text.de}`))
      .join(" ")
      .toLowerCase()
    return words.every((word) => said.includes(word))
  })
}

/** Seconds until the last active fault of the kind ends by itself; null when none is active. */
export function secondsLeft(kind: FaultKindInfo, active: readonly FaultRecord[], now: number): number | null {
  const ends = active.filter((fault) => fault.kind === kind.kind).map(({ expiresAt }) => expiresAt)
  return ends.length === 0 ? null : Math.max(0, (Math.max(...ends) - now) / 1000)
}
