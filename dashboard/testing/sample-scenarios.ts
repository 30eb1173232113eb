import type { Scenario, ScenarioInfo } from "@gameday/contract"
import { sampleSections } from "./sample-script.ts"

/* SAMPLE DATA: a shelf of scenarios. */

export const sampleScenario: Scenario = {
  name: "black-friday",
  title: { en: "Black Friday", de: "Black Friday" },
  description: {
    en: "Warm-up, doors open, a flash sale with five times the customers, and a server that dies at the peak.",
    de: "Warmlaufen, Türen auf, ein Blitzverkauf mit fünfmal so vielen Kunden, und ein Server, der auf der Spitze stirbt.",
  },
  variables: {
    peakRps: {
      default: 300,
      minimum: 50,
      maximum: 4000,
      description: {
        en: "Requests per second at the peak",
        de: "Anfragen pro Sekunde an der Spitze",
      },
    },
    payment: {
      default: true,
      description: { en: "Let the payment get slow as well", de: "Auch die Zahlung langsam werden lassen" },
    },
    victim: {
      default: "checkout",
      description: { en: "The service that loses a server", de: "Der Dienst, der einen Server verliert" },
    },
  },
  load: { journey: "shopper", profile: { kind: "constant", rps: 300 } },
  steadyState: { that: ["healthy-core = 4", "availability >= 99.9"] },
  sections: sampleSections.map(({ id, title, seconds, notes, show, holds }) => ({
    id,
    title,
    seconds,
    notes,
    show,
    holds,
  })),
  expectations: ["back", "lost", "available", "fast", "sells"].map((id) => ({
    id,
    title: { en: id, de: id },
    that: "availability >= 99.9",
  })),
}

const named = (name: string, en: string, de: string, seconds: number): ScenarioInfo => ({
  scenario: {
    ...sampleScenario,
    name,
    title: { en, de },
    description: {
      en: "Status, a tour of the measurements, then one service is broken in one click and heals.",
      de: "Status, ein Rundgang durch die Messungen, dann geht ein Dienst mit einem Klick kaputt und heilt.",
    },
    variables: {},
    sections: sampleScenario.sections.slice(0, 3),
  },
  plannedSeconds: seconds,
  recording: name === "ha-demo-3min" ? "ha-demo-3min-recording" : null,
})

export const sampleScenarios: readonly ScenarioInfo[] = [
  named("ha-demo-3min", "High availability in 3 minutes", "Hochverfügbarkeit in 3 Minuten", 180),
  named("reliability-5min", "Reliability in 5 minutes", "Zuverlässigkeit in 5 Minuten", 300),
  { scenario: sampleScenario, plannedSeconds: 900, recording: "black-friday-recording" },
  named("load-proof-10k", "Load proof: 10,000 requests", "Lastnachweis: 10.000 Anfragen", 60),
  named("agenda-15", "Agenda of 15 minutes", "Agenda von 15 Minuten", 900),
  named("agenda-45", "Agenda of 45 minutes", "Agenda von 45 Minuten", 2700),
]
