import { chapter, facts } from "./elements.ts"
import { html, type Markup } from "./html.ts"
import type { ReportContext } from "./report-context.ts"

const words = {
  title: { en: "What it meant in money", de: "Was es in Geld bedeutete" },
  none: {
    en: "No money was measured.",
    de: "Kein Geld wurde gemessen.",
  },
  lead: {
    en: "{orders} orders worth {revenue} were confirmed; failing checkouts cost {lost}.",
    de: "{orders} Bestellungen über {revenue} wurden bestätigt; fehlschlagende Bestellungen kosteten {lost}.",
  },
  orders: { en: "Orders confirmed", de: "Bestätigte Bestellungen" },
  ordersHow: {
    en: "orders that customers of the load were told are confirmed",
    de: "Bestellungen, deren Bestätigung Kunden der Last gesehen haben",
  },
  revenue: { en: "Revenue", de: "Umsatz" },
  revenueHow: {
    en: "the sum of these orders, as the shop counted",
    de: "die Summe dieser Bestellungen, vom Shop gezählt",
  },
  peak: { en: "Most at risk", de: "Höchstes Risiko" },
  peakHow: {
    en: "per minute, in the worst second = share of checkouts failing in the last 10 s × {perMinute} per minute",
    de: "pro Minute, in der schlimmsten Sekunde = Anteil fehlschlagender Bestellungen der letzten 10 s × {perMinute} pro Minute",
  },
  lost: { en: "Lost", de: "Verloren" },
  lostHow: {
    en: "the sum over time of what was at risk: Σ (per minute at risk ÷ 60) over every second of the run",
    de: "die Summe des Risikos über die Zeit: Σ (Risiko pro Minute ÷ 60) über jede Sekunde des Laufs",
  },
  cost: { en: "Cost of downtime", de: "Kosten eines Ausfalls" },
  costHow: {
    en: "per minute; an assumption that is set (GAMEDAY_COST_OF_DOWNTIME_CENTS), not a measurement",
    de: "pro Minute; eine eingestellte Annahme (GAMEDAY_COST_OF_DOWNTIME_CENTS), keine Messung",
  },
} as const

/** Money with the formulas and what went into them. */
export function business(context: ReportContext): Markup {
  const { record, journal, say, to, currency } = context
  const { totals } = record
  if (totals === null) return chapter("business", say(words.title), say(words.none), [])
  const money = (cents: number | null) => to.money(cents, currency)
  const risks = journal.seconds
    .map(({ atRiskCentsPerMinute }) => atRiskCentsPerMinute)
    .filter((cents) => cents !== null)
  const perMinute = money(totals.costOfDowntimeCentsPerMinute)
  const row = (name: string, figure: string, how: string) =>
    [name, html`<b>${figure}</b> <small>${how}</small>`] as const
  const orders = to.number(totals.ordersConfirmed)
  const revenue = money(totals.revenueCents)
  const lost = money(totals.lostCents)
  return chapter("business", say(words.title), say(words.lead, { orders, revenue, lost }), [
    facts([
      row(say(words.orders), orders, say(words.ordersHow)),
      row(say(words.revenue), revenue, say(words.revenueHow)),
      row(
        say(words.peak),
        money(risks.reduce<number | null>((most, cents) => Math.max(most ?? 0, cents), null)),
        say(words.peakHow, { perMinute }),
      ),
      row(say(words.lost), lost, say(words.lostHow)),
      row(say(words.cost), perMinute, say(words.costHow)),
    ]),
  ])
}
