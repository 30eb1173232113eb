import type { Locale } from "../store/preferences.ts"

const languageTags = { en: "en-GB", de: "de-DE" } as const satisfies Record<Locale, string>

/** Shown where nothing was measured. */
export const noValue = "–"
/** Never broken at the end of a line. (Archivo draws the narrow space U+202F as good as none.) */
export const unitSpace = "\u00a0"

/** Numbers, money and times as this language writes them. null and undefined mean "not measured". */
export interface Format {
  /** With so many decimals. */
  number(value: number | null | undefined, decimals?: number): string
  /** A number that somebody chose, with no more decimals than it has: "0.0001". */
  exact(value: number): string
  /** A rate: whole from 10 on, one decimal below. */
  rate(value: number | null | undefined): string
  /** A ratio of 1 as percent without the sign; two decimals below 1 %, one above, none when exact 0 or 100. */
  percent(ratio: number | null | undefined): string
  /** The same with its sign: "1.8 %". */
  percentSign(ratio: number | null | undefined): string
  /** A ratio that somebody chose, with its sign and no more decimals than it has: "0.1 %". */
  limit(ratio: number): string
  /** Cut, never rounded up, to two decimals: 99.996 % must not read 100 %. */
  availability(ratio: number | null | undefined): string
  /** Whole units of a currency from cents, without the currency. */
  money(cents: number | null | undefined): string
  /** Whole milliseconds, "168 ms". */
  milliseconds(value: number | null | undefined): string
  /** "0.4 s", "12 s", "2 min 10 s". */
  duration(seconds: number | null | undefined): string
  /** "0:21", for countdowns. */
  countdown(seconds: number): string
  /** "14:32:07" */
  time(at: number): string
  /** "12 May 2026, 14:30" */
  date(at: number): string
  /** "14:31:58.2" */
  preciseTime(at: number): string
}

function createFormat(locale: Locale): Format {
  const tag = languageTags[locale]
  const decimals = [0, 1, 2, 3].map(
    (digits) => new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  const number = (value: number | null | undefined, digits = 0): string => {
    if (value === null || value === undefined || !Number.isFinite(value)) return noValue
    return (decimals[digits] ?? decimals[0])?.format(Object.is(value, -0) ? 0 : value) ?? noValue
  }
  const clock = new Intl.DateTimeFormat(tag, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hour12: false,
  })
  const time = (at: number) => clock.format(at)
  const day = new Intl.DateTimeFormat(tag, { day: "numeric", month: "long", year: "numeric" })

  const decimalSign = number(0.1, 1).charAt(1)
  const exact = new Intl.NumberFormat(tag, { maximumFractionDigits: 4 })
  const rate = (value: number | null | undefined) =>
    number(value, value !== null && value !== undefined && value > 0 && value < 9.95 ? 1 : 0)
  const percent = (ratio: number | null | undefined) => {
    if (ratio === null || ratio === undefined) return noValue
    const value = ratio * 100
    if (value === 0 || value === 100) return number(value)
    if (value < 0.005) return `< ${number(0.01, 2)}`
    // Not all is not 100 %.
    if (value > 99.95 && value < 100) return number(Math.floor(value * 100) / 100, 2)
    return number(value, value < 0.995 ? 2 : 1)
  }
  const withUnit = (text: string, unit: string) => (text === noValue ? text : `${text}${unitSpace}${unit}`)

  return {
    number,
    exact: (value) => exact.format(value),
    rate,
    percent,
    percentSign: (ratio) => withUnit(percent(ratio), "%"),
    limit: (ratio) => withUnit(exact.format(ratio * 100), "%"),
    availability(ratio) {
      if (ratio === null || ratio === undefined) return noValue
      const hundredths = Math.floor(ratio * 10_000 + 1e-9)
      return number(hundredths / 100, hundredths % 100 === 0 ? 0 : 2)
    },
    money: (cents) => number(cents === null || cents === undefined ? cents : cents / 100),
    milliseconds: (value) =>
      withUnit(number(value, value !== null && value !== undefined && value < 9.95 ? 1 : 0), "ms"),
    duration(seconds) {
      if (seconds === null || seconds === undefined) return noValue
      if (seconds > 0 && seconds < 0.095) return withUnit(number(Math.max(0.01, seconds), 2), "s")
      if (seconds < 9.95) return withUnit(number(seconds, Number.isInteger(seconds) ? 0 : 1), "s")
      const whole = Math.round(seconds)
      if (whole < 60) return withUnit(number(whole), "s")
      const minutes = Math.floor(whole / 60)
      const rest = whole % 60
      const head = withUnit(number(minutes), "min")
      return rest === 0 ? head : `${head} ${withUnit(number(rest), "s")}`
    },
    countdown(seconds) {
      const whole = Math.max(0, Math.ceil(seconds))
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
    },
    time,
    date: (at) => `${day.format(at)}, ${time(at).slice(0, 5)}`,
    preciseTime: (at) => `${time(at)}${decimalSign}${Math.floor((at % 1000) / 100)}`,
  }
}

export const formats = { en: createFormat("en"), de: createFormat("de") } as const satisfies Record<
  Locale,
  Format
>
