import type { Rng } from "../../rng.ts"

const words =
  "lamp chair table shirt shoes jacket watch phone laptop camera headphones book coffee tea mug bottle backpack tent bike helmet ball guitar plant candle pillow blanket towel knife pan desk".split(
    " ",
  )
const firstNames =
  "anna ben clara david emma felix greta hugo ida jonas karla leon mia noah olivia paul rosa simon tara victor".split(
    " ",
  )
const digits = "0123456789abcdefghijklmnopqrstuvwxyz"

function pick<T>(rng: Rng, list: readonly [T, ...T[]] | readonly T[]): T {
  return list[Math.floor(rng() * list.length)] as T
}

function base36(rng: Rng, length: number): string {
  let text = ""
  for (let i = 0; i < length; i++) text += digits[Math.floor(rng() * 36)]
  return text
}

/** 3 to 20 lower-case letters and digits that two virtual users will not share: 36^10 of them per first name. */
const username = (rng: Rng) => pick(rng, firstNames) + base36(rng, 10)

/** RFC 9562 version 4 in shape; from the seeded dice, so that a run can be repeated. */
function uuid(rng: Rng): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(rng() * 16))
  hex[12] = 4
  hex[16] = 8 + Math.floor(rng() * 4)
  const text = hex.map((digit) => digit.toString(16)).join("")
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    "-",
  )
}

const plain = {
  "random.word": (rng: Rng) => pick(rng, words),
  "random.name": username,
  "random.uuid": uuid,
  "random.email": (rng: Rng) => `${username(rng)}@example.com`,
} as const satisfies Record<string, (rng: Rng) => string>

const wholeNumber = /^random\.int\(\s*(-?\d{1,15})\s*,\s*(-?\d{1,15})\s*\)$/

/** What one may write after `random.`; for messages. */
export const randomForms = [...Object.keys(plain), "random.int(from,to)"]

/**
 * The dice behind a template expression that begins with `random.`.
 *
 * @returns undefined when there is no such thing
 */
export function randomSource(expression: string): ((rng: Rng) => string | number) | undefined {
  if (Object.hasOwn(plain, expression)) return plain[expression as keyof typeof plain]
  const match = wholeNumber.exec(expression)
  if (match === null) return undefined
  const from = Number(match[1])
  const to = Number(match[2])
  return from > to ? undefined : (rng) => from + Math.floor(rng() * (to - from + 1))
}
