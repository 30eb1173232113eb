import type { ErrorDetail, OpenProfile, SequenceProfile } from "@gameday/contract"
import { openProfiles } from "./open-profiles.ts"
import type { ProfileDefinition } from "./profile-definition.ts"

export const sequence: ProfileDefinition<SequenceProfile> = {
  rateAt({ parts }, elapsedMs) {
    let startMs = 0
    for (const part of parts) {
      const definition = definitionOf(part)
      const durationMs = definition.durationMs(part) ?? Number.POSITIVE_INFINITY
      if (elapsedMs < startMs + durationMs) return definition.rateAt(part, elapsedMs - startMs)
      startMs += durationMs
    }
    return 0
  },
  durationMs: ({ parts }) =>
    parts.reduce<number | null>((sum, part) => {
      const durationMs = definitionOf(part).durationMs(part)
      return sum === null || durationMs === null ? null : sum + durationMs
    }, 0),
  peakRps: ({ parts }) => Math.max(...parts.map((part) => definitionOf(part).peakRps(part))),
  settledMs: ({ parts }) =>
    parts.reduce((sum, part) => {
      const definition = definitionOf(part)
      return sum + (definition.durationMs(part) ?? definition.settledMs(part))
    }, 0),
  problems: ({ parts }) => parts.flatMap((part, index) => problemsOf(part, index, parts.length)),
}

function problemsOf(part: OpenProfile, index: number, length: number): ErrorDetail[] {
  const definition = definitionOf(part)
  const own = (definition.problems?.(part) ?? []).map(({ path, message }) => ({
    path: `/parts/${index}${path}`,
    message,
  }))
  if (index < length - 1 && definition.durationMs(part) === null) {
    own.push({
      path: `/parts/${index}`,
      message: "goes on until stopped, so what follows would never begin; give it an end",
    })
  }
  return own
}

/** The registry pairs each kind with its own definition, so this one fits this part. */
function definitionOf(part: OpenProfile): ProfileDefinition<OpenProfile> {
  return openProfiles[part.kind]
}
