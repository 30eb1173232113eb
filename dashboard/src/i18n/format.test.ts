import { expect, test } from "vitest"
import { formats, noValue } from "./format.ts"

const { en, de } = formats
const plain = (text: string) => text.replaceAll("\u00a0", " ")

test("what was not measured is a dash, never a zero", () => {
  for (const write of [
    en.number,
    en.rate,
    en.percent,
    en.percentSign,
    en.availability,
    en.money,
    en.milliseconds,
    en.duration,
  ])
    expect(write(null)).toBe(noValue)
})

test("numbers and money as each language writes them", () => {
  expect(en.number(1000.5, 1)).toBe("1,000.5")
  expect(de.number(1000.5, 1)).toBe("1.000,5")
  expect(en.money(5_000_000)).toBe("50,000")
  expect(de.money(5_000_000)).toBe("50.000")
})

test.each([
  [0, "0 %"],
  [0.00001, "< 0.01 %"],
  [0.0042, "0.42 %"],
  [0.018, "1.8 %"],
  [0.298, "29.8 %"],
  [0.99973, "99.97 %"],
  [1, "100 %"],
])("a share of %f reads %s", (ratio, text) => {
  expect(plain(en.percentSign(ratio))).toBe(text)
})

test("availability is never rounded up to a promise that was not kept", () => {
  expect(en.availability(0.99999)).toBe("99.99")
  expect(en.availability(1)).toBe("100")
  expect(de.availability(0.9997)).toBe("99,97")
})

test("limits carry no more decimals than they have", () => {
  expect(plain(en.limit(0.001))).toBe("0.1 %")
  expect(plain(en.limit(0.999))).toBe("99.9 %")
  expect(plain(en.limit(1 - 0.999))).toBe("0.1 %")
})

test.each([
  [0, "0 s"],
  [0.001, "0.01 s"],
  [0.029, "0.03 s"],
  [0.4, "0.4 s"],
  [12.3, "12 s"],
  [130, "2 min 10 s"],
  [900, "15 min"],
])("%f seconds read %s", (seconds, text) => {
  expect(plain(en.duration(seconds))).toBe(text)
})

test("a countdown reaches zero only when the time is up", () => {
  expect(en.countdown(20.2)).toBe("0:21")
  expect(en.countdown(0.1)).toBe("0:01")
  expect(en.countdown(-3)).toBe("0:00")
})
