import { faultKinds } from "@gameday/contract"
import { expect, test } from "vitest"
import { languages } from "../i18n/i18n.ts"
import { answersFaults } from "./kinds/answers.ts"
import { behindFaults } from "./kinds/behind.ts"
import { customersFaults } from "./kinds/customers.ts"
import { machineFaults } from "./kinds/machine.ts"
import { networkFaults } from "./kinds/network.ts"
import { serversFaults } from "./kinds/servers.ts"
import { speedFaults } from "./kinds/speed.ts"
import { didSentence, presentationOf } from "./presentation.ts"

const files = [
  serversFaults,
  speedFaults,
  answersFaults,
  machineFaults,
  networkFaults,
  behindFaults,
  customersFaults,
]

test("every kind is presented once, and nothing that is no kind", () => {
  const presented = files.flatMap((file) => Object.keys(file))
  expect(presented.toSorted()).toEqual(faultKinds.toSorted())
})

test.each(faultKinds)("%s has words of its own in both languages, and names who was hit", (kind) => {
  const { band, command, did, incident, happens, victims } = presentationOf(kind)
  for (const text of [band, command, did, incident, happens]) {
    expect(text.en).not.toBe("")
    expect(text.de).not.toBe("")
    expect(`${text.en}${text.de}`).not.toMatch(/!/)
  }
  const named = victims !== "nobody"
  for (const { en, de } of [command, did]) {
    expect(en.includes("{who}"), en).toBe(named)
    expect(de.includes("{who}"), de).toBe(named)
  }
})

test("a dependency goes by the name people give it", () => {
  const titles = new Map([["postgres", { en: "Database", de: "Datenbank" }]])
  const fault = { kind: "dependency-outage", instances: ["postgres"] } as const
  expect(didSentence({ ...fault, instances: [...fault.instances] }, languages.de, titles)).toBe(
    "Wir haben weggenommen: Datenbank",
  )
})
