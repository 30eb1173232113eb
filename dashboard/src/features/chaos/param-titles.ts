import type { MessageKey } from "../../i18n/i18n.ts"

/** Schemas are written in English; these parameters have words in both languages. */
export const paramTitles: ReadonlyMap<string, MessageKey> = new Map([
  ["percentage", "chaos.percentage"],
  ["delayMs", "param.delay"],
  ["jitterMs", "param.jitter"],
  ["status", "param.status"],
  ["match.route", "param.route"],
  ["match.method", "param.method"],
])
