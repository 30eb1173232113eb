import type { EventTone, TimelineEvent } from "@gameday/contract"

export const filters = ["all", "action", "trouble", "recovery"] as const
export type Filter = (typeof filters)[number]

const tonesOf = {
  all: ["action", "info", "warning", "critical", "recovery"],
  action: ["action"],
  trouble: ["warning", "critical"],
  recovery: ["recovery"],
} as const satisfies Record<Filter, readonly EventTone[]>

/** Newest first. */
export function eventsFor(events: readonly TimelineEvent[], filter: Filter): TimelineEvent[] {
  const tones: readonly EventTone[] = tonesOf[filter]
  return events.filter(({ tone }) => tones.includes(tone)).toReversed()
}
