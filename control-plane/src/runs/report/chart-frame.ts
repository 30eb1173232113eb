import type { FaultRecord } from "@gameday/contract"
import { type TimeScale, timeScale } from "./chart-scale.ts"
import { faultTitle } from "./fault-words.ts"
import { html, type Markup } from "./html.ts"
import type { ReportContext } from "./report-context.ts"

const words = {
  gap: { en: "Nothing was measured", de: "Nichts wurde gemessen" },
  limited: {
    en: "The generator could not send more; the shop was not the limit",
    de: "Der Lastgenerator konnte nicht mehr senden; der Shop war nicht die Grenze",
  },
  detected: { en: "Outage {number} detected: {instance}", de: "Ausfall {number} entdeckt: {instance}" },
} as const

/** What every chart of a report shows alike: its time, faults, incidents, and the seconds that do not count. */
export interface ChartFrame {
  readonly scale: TimeScale
  readonly zeroAt: number
  readonly gapTitle: string
  clockOf(at: number): string
  /** Behind the lines: bands of faults, hatching where the generator was the limit. */
  underlay(top: number, bottom: number): Markup
  /** Below the axis: a triangle where an outage was detected. */
  markers(bottom: number): Markup
}

export function chartFrame(context: ReportContext): ChartFrame {
  const { record, journal, say, clockOf, zeroAt, language } = context
  const scale = timeScale(journal.seconds, record.run.startedAt)
  const rectangle = (
    className: string,
    from: number,
    to: number,
    top: number,
    bottom: number,
    title: string,
  ) => {
    const width = Math.max(1, scale.x(to) - scale.x(from))
    return html`<rect class="${className}" x="${scale.x(from).toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${bottom - top}"><title>${title}</title></rect>`
  }
  return {
    scale,
    zeroAt,
    clockOf,
    gapTitle: say(words.gap),
    underlay: (top, bottom) =>
      html`${record.faults.map((fault) => {
        const title = bandTitle(fault, language)
        const x = scale.x(fault.injectedAt).toFixed(1)
        return html`${rectangle("band", fault.injectedAt, fault.endedAt ?? scale.to, top, bottom, title)}<path class="edge" d="M${x} ${top}V${bottom}"/>`
      })}${journal.seconds
        .filter(({ generatorLimited }) => generatorLimited)
        .map(({ at }) => rectangle("hatched", at, at + 1000, top, bottom, say(words.limited)))}`,
    markers: (bottom) =>
      html`${record.incidents
        .filter(({ detectedAt }) => detectedAt !== null)
        .map(({ detectedAt, number, instance }) => {
          const x = scale.x(detectedAt ?? 0)
          const title = say(words.detected, { number: String(number), instance })
          return html`<path class="incident" d="M${x.toFixed(1)} ${bottom + 1}l6 9h-12z"><title>${title}</title></path>`
        })}`,
  }
}

/** "A server dies: checkout-2" */
export function bandTitle({ kind, instances }: FaultRecord, language: ReportContext["language"]): string {
  const title = faultTitle(kind, language)
  return instances.length === 0 ? title : `${title}: ${instances.join(", ")}`
}

/** Hatching for all pictures of the page: patterns are found by their name wherever they stand. */
export const hatching = html`<svg class="defs" width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse"><path d="M0 0V6" class="hatch"/></pattern></defs></svg>`

/** Roughly, in units of the picture: there is nothing here to measure text with. */
export function textWidth(text: string): number {
  return text.length * 6.3
}
