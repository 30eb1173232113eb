import type { Localized } from "@gameday/contract"

const narrowSpace = "\u202f"
const english = new Intl.NumberFormat("en", { maximumFractionDigits: 4 })
const german = new Intl.NumberFormat("de", { maximumFractionDigits: 4 })

/** A number in both languages, e.g. "1,000" and "1.000". */
export function count(value: number): Localized {
  return { en: english.format(value), de: german.format(value) }
}

/** A quantity in both languages, e.g. "1,000.5 %" and "1.000,5 %", with a narrow space before the unit. */
export function quantity(value: number, unit: string): Localized {
  return {
    en: `${english.format(value)}${narrowSpace}${unit}`,
    de: `${german.format(value)}${narrowSpace}${unit}`,
  }
}

/** "a", "a and b", "a, b and c" in both languages. */
export function enumeration(names: readonly string[]): Localized {
  const last = names.at(-1) ?? ""
  const others = names.slice(0, -1).join(", ")
  return others === "" ? { en: last, de: last } : { en: `${others} and ${last}`, de: `${others} und ${last}` }
}
