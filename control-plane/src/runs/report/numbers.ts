import type { ReportLanguage } from "./report-journal.ts"

/** Where nothing was measured. */
export const noValue = "–"
/** Never broken at the end of a line. */
const space = "\u00a0"

const tags = { en: "en-GB", de: "de-DE" } as const satisfies Record<ReportLanguage, string>
type Given = number | null | undefined

/** Numbers, money and times as one language writes them. null and undefined: not measured. */
export interface Numbers {
  /** With at most so many decimals, none by default. */
  number(value: Given, decimals?: number): string
  /** The same with its unit behind it. */
  quantity(value: Given, unit: string, decimals?: number): string
  /** Whole milliseconds, one decimal below 10. */
  milliseconds(value: Given): string
  /** "0.06 s", "1.3 s", "12 s", "2 min 10 s" */
  duration(seconds: Given): string
  /** Whole units from cents: "1,842 EUR". */
  money(cents: Given, currency: string): string
  /** 0.99974: "99.97 %", cut and not rounded, so that a promise does not look kept when it was not. */
  availability(ratio: Given): string
  /** "1:05", since the run began. */
  clock(seconds: number): string
  /** "12 May 2026, 14:30 UTC" */
  date(at: number): string
}

function numbersOf(tag: string): Numbers {
  const formats = [0, 1, 2, 3, 4, 5, 6].map(
    (digits) => new Intl.NumberFormat(tag, { maximumFractionDigits: digits }),
  )
  const number = (value: Given, decimals = 0) => {
    if (value === null || value === undefined || !Number.isFinite(value)) return noValue
    return formats[decimals]?.format(Object.is(value, -0) ? 0 : value) ?? noValue
  }
  const quantity = (value: Given, unit: string, decimals = 0) => {
    const text = number(value, decimals)
    return text === noValue || unit === "" ? text : `${text}${space}${unit}`
  }
  return {
    number,
    quantity,
    milliseconds: (value) => quantity(value, "ms", (value ?? 0) < 9.95 ? 1 : 0),
    duration(seconds) {
      if (seconds === null || seconds === undefined || seconds < 59.5) {
        const small = seconds ?? 0
        return quantity(seconds, "s", small < 0.095 ? 2 : small < 9.95 ? 1 : 0)
      }
      const whole = Math.round(seconds)
      const minutes = quantity(Math.floor(whole / 60), "min")
      return whole % 60 === 0 ? minutes : `${minutes} ${quantity(whole % 60, "s")}`
    },
    money: (cents, currency) =>
      quantity(cents === null || cents === undefined ? cents : cents / 100, currency),
    availability: (ratio) =>
      quantity(
        ratio === null || ratio === undefined ? ratio : Math.floor(ratio * 10_000 + 1e-9) / 100,
        "%",
        2,
      ),
    clock(seconds) {
      const whole = Math.max(0, Math.round(seconds))
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
    },
    date: (at) =>
      new Intl.DateTimeFormat(tag, {
        day: "numeric",
        month: "long",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        timeZoneName: "short",
      }).format(at),
  }
}

export const numbers = { en: numbersOf(tags.en), de: numbersOf(tags.de) } as const satisfies Record<
  ReportLanguage,
  Numbers
>
