import type { TimelineEvent } from "@gameday/contract"

/** null when the event does not carry it. */
export function numberIn({ data }: TimelineEvent, name: string): number | null {
  const value = data[name]
  return typeof value === "number" ? value : null
}

/** Empty when the event does not carry it. */
export function textIn({ data }: TimelineEvent, name: string): string {
  const value = data[name]
  return typeof value === "string" ? value : ""
}
