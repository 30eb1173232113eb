import type { Localized, OrderOffenceKind } from "@gameday/contract"
import { chapter, facts, mark, table } from "./elements.ts"
import { html, type Markup } from "./html.ts"
import type { ReportContext } from "./report-context.ts"

const words = {
  title: { en: "The books: was anything lost", de: "Die Bücher: Ging etwas verloren" },
  missing: {
    en: "The books could not be checked: {reason}",
    de: "Die Bücher konnten nicht geprüft werden: {reason}",
  },
  noReason: { en: "no order audit was made.", de: "Es gab keine Bestellprüfung." },
  clean: {
    en: "Nothing. Every confirmed order exists once, was paid once and left the stock.",
    de: "Nichts. Jede bestätigte Bestellung gibt es einmal, sie wurde einmal bezahlt und hat das Lager verlassen.",
  },
  found: { en: "{count} findings.", de: "{count} Befunde." },
  told: { en: "Told to customers", de: "Kunden bestätigt" },
  inBooks: { en: "Confirmed in the books", de: "In den Büchern bestätigt" },
  taken: { en: "Taken by the payment provider", de: "Vom Zahlungsanbieter eingezogen" },
  later: { en: "Accepted, to be paid later", de: "Angenommen, später zu zahlen" },
  refused: { en: "Refused", de: "Abgelehnt" },
  sold: { en: "Units that left the stock", de: "Stück aus dem Lager" },
  ordersAndMoney: { en: "{orders} orders, {money}", de: "{orders} Bestellungen, {money}" },
  finding: { en: "Finding", de: "Befund" },
  count: { en: "Count", de: "Anzahl" },
  examples: { en: "Examples", de: "Beispiele" },
  settled: {
    en: "Not judged: what happened less than {settle} before the check, because it may still be under way.",
    de: "Nicht beurteilt: was weniger als {settle} vor der Prüfung geschah, weil es noch im Gang sein kann.",
  },
} as const

const offenceWords = {
  lost: { en: "Confirmed to the customer, and not there", de: "Dem Kunden bestätigt, und nicht da" },
  doubled: { en: "Bought more than once", de: "Mehr als einmal gekauft" },
  "amount-differs": { en: "Amounts differ", de: "Beträge weichen ab" },
  unpaid: { en: "Confirmed, and not paid", de: "Bestätigt, und nicht bezahlt" },
  "paid-twice": { en: "Paid more than once", de: "Mehr als einmal bezahlt" },
  "paid-for-nothing": { en: "Paid for nothing", de: "Für nichts bezahlt" },
  "not-sold": { en: "Confirmed, and still in stock", de: "Bestätigt, und noch im Lager" },
  "held-for-nothing": { en: "Stock held for nothing", de: "Ware für nichts zurückgehalten" },
  "stock-differs": { en: "Stock does not add up", de: "Der Lagerbestand geht nicht auf" },
  stuck: { en: "Stuck on the way", de: "Unterwegs stecken geblieben" },
  untold: { en: "Not told in time", de: "Nicht rechtzeitig gemeldet" },
} as const satisfies Record<OrderOffenceKind, Localized>

/** What customers were told, held against the databases. */
export function orderAudit(context: ReportContext): Markup {
  const { record, say, to, currency } = context
  const audit = record.orderAudit
  if (audit === null) {
    const reason = record.auditProblem ?? say(words.noReason)
    return chapter("orders", say(words.title), say(words.missing, { reason }), [])
  }
  const found = audit.offences.filter(({ count }) => count > 0)
  const count = found.reduce((sum, offence) => sum + offence.count, 0)
  const lead = audit.clean
    ? mark("good", say(words.clean))
    : mark("bad", say(words.found, { count: to.number(count) }))
  const pair = (orders: number, cents: number) =>
    say(words.ordersAndMoney, { orders: to.number(orders), money: to.money(cents, currency) })
  return chapter("orders", say(words.title), lead, [
    facts([
      [say(words.told), pair(audit.told.orders, audit.told.cents)],
      [say(words.inBooks), pair(audit.orders.confirmed, audit.confirmedCents)],
      [say(words.taken), to.money(audit.takenCents, currency)],
      [say(words.sold), to.number(audit.unitsSold)],
      [say(words.later), to.number(audit.orders.accepted)],
      [say(words.refused), to.number(audit.orders.refused)],
    ]),
    found.length === 0
      ? null
      : table(
          say(words.title),
          [
            { title: say(words.finding) },
            { title: say(words.count), numeric: true },
            { title: say(words.examples) },
          ],
          found.map(({ kind, count: each, examples }) => [
            say(offenceWords[kind]),
            to.number(each),
            examples.map(({ what, detail }) => `${what}: ${detail}`).join("; "),
          ]),
        ),
    html`<p class="note">${say(words.settled, { settle: to.duration(audit.settleSeconds) })}</p>`,
  ])
}
