import { bandTitle, type ChartFrame, textWidth } from "./chart-frame.ts"
import { plot, timeTicks } from "./chart-scale.ts"
import { html, type Markup } from "./html.ts"
import type { ReportContext } from "./report-context.ts"
import type { ReportJournal } from "./report-journal.ts"

const words = {
  title: { en: "The run at a glance", de: "Der Lauf im Überblick" },
  sections: { en: "Sections", de: "Abschnitte" },
  faults: { en: "Faults", de: "Störungen" },
  outages: { en: "Outages", de: "Ausfälle" },
} as const

const rowHeight = 22

interface Bar {
  readonly from: number
  readonly to: number
  readonly label: string
}

/** Sections, faults and outages below each other on the time axis that all charts share. */
export function runStrip(context: ReportContext, frame: ChartFrame): Markup {
  const { record, say, language } = context
  const { scale } = frame
  const faults = lanes(
    record.faults.map((fault) => ({
      from: scale.x(fault.injectedAt),
      to: scale.x(fault.endedAt ?? scale.to),
      label: bandTitle(fault, language),
    })),
  )
  const outages = lanes(
    record.incidents.map(({ startedAt, recoveredAt, number, instance }) => ({
      from: scale.x(startedAt),
      to: scale.x(recoveredAt ?? scale.to),
      label: `${number}: ${instance}`,
    })),
  )
  const rows: { readonly title: string; readonly look: string; readonly bars: readonly Bar[] }[] = [
    { title: say(words.sections), look: "section", bars: sectionsOf(context, frame) },
    ...faults.map((bars, index) => ({ title: index === 0 ? say(words.faults) : "", look: "fault", bars })),
    ...outages.map((bars, index) => ({ title: index === 0 ? say(words.outages) : "", look: "outage", bars })),
  ]
  const bottom = rows.length * rowHeight + 4
  const summary = rows.flatMap(({ bars }) => bars.map(({ label }) => label)).join("; ")
  return html`<figure>
<figcaption><b>${say(words.title)}</b></figcaption>
<svg viewBox="0 0 ${plot.width} ${bottom + 22}" role="img" aria-label="${say(words.title)}: ${summary}">
${rows.map(({ title, look, bars }, index) => {
  const y = index * rowHeight + 2
  return html`<text class="tick" x="${plot.left - 6}" y="${y + 14}" text-anchor="end">${title}</text>${bars.map((bar) => barOf(bar, look, y))}`
})}
<path class="grid" d="M${plot.left} ${bottom}H${plot.right}"/>
${timeTicks(scale, frame.zeroAt).map(
  (at) =>
    html`<path class="grid" d="M${scale.x(at).toFixed(1)} ${bottom}v4"/><text class="tick" x="${scale.x(at).toFixed(1)}" y="${bottom + 16}" text-anchor="middle">${frame.clockOf(at)}</text>`,
)}
</svg></figure>`
}

/** The sections as they really began. */
function sectionsOf({ record, journal, say, language }: ReportContext, { scale }: ChartFrame): Bar[] {
  const began = journal.events.filter(({ type }) => type === "run.section")
  return began.map(({ at, data }, index) => {
    const section = record.run.sections.find(({ id }) => id === data.section)
    const next = began[index + 1]?.at ?? endOfLast(at, section?.elapsedSeconds ?? null, journal)
    return {
      from: scale.x(at),
      to: scale.x(next ?? scale.to),
      label: section === undefined ? String(data[language] ?? "") : say(section.title),
    }
  })
}

/** The run heals everything when its last section is over; without that event, as long as the section says. */
function endOfLast(began: number, elapsedSeconds: number | null, { events }: ReportJournal): number | null {
  const healing = events.find(({ type, at }) => type === "heal-all.started" && at >= began)
  if (healing !== undefined) return healing.at
  return elapsedSeconds === null ? null : began + elapsedSeconds * 1000
}

/** As few rows as it takes for no bar to lie on another or on its label. */
function lanes(bars: readonly Bar[]): Bar[][] {
  const rows: Bar[][] = []
  for (const bar of bars.toSorted((a, b) => a.from - b.from)) {
    const free = rows.find((row) =>
      row.every((other) => extentOf(other)[1] < extentOf(bar)[0] || extentOf(bar)[1] < extentOf(other)[0]),
    )
    if (free === undefined) rows.push([bar])
    else free.push(bar)
  }
  return rows
}

/** From where to where a bar and its label reach: the label stands inside, behind, or in front of the bar. */
function extentOf(bar: Bar): [number, number] {
  const width = textWidth(bar.label) + 8
  switch (placeOf(bar)) {
    case "inside":
      return [bar.from, bar.to]
    case "behind":
      return [bar.from, bar.to + width]
    case "before":
      return [bar.from - width, bar.to]
  }
}

function placeOf({ from, to, label }: Bar): "inside" | "behind" | "before" {
  const width = textWidth(label) + 8
  if (width <= to - from) return "inside"
  return to + width <= plot.right ? "behind" : "before"
}

function barOf(bar: Bar, look: string, y: number): Markup {
  const { from, to, label } = bar
  const width = Math.max(2.5, to - from - (look === "section" ? 1.5 : 0))
  const place = look === "section" ? "inside" : placeOf(bar)
  const shown = look === "section" ? cut(label, to - from - 10) : label
  const [x, anchor] =
    place === "inside"
      ? [from + 5, "start"]
      : place === "behind"
        ? [from + width + 5, "start"]
        : [from - 5, "end"]
  return html`<g class="bar ${look} ${place}"><title>${label}</title><rect x="${from.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${rowHeight - 4}"/><text x="${x.toFixed(1)}" y="${y + 13.5}" text-anchor="${anchor}">${shown}</text></g>`
}

/** As much of it as there is room for. */
function cut(text: string, width: number): string {
  const letters = Math.floor(width / 6.3)
  if (letters >= text.length) return text
  return letters < 3 ? "" : `${text.slice(0, letters - 1).trimEnd()}…`
}
