import type { Messages } from "../localized-messages.ts"

/** The scripted run, wherever it is spoken of. */
export const runMessages = {
  "event.run.started": { en: "Run started: {what}.", de: "Lauf gestartet: {what}." },
  "event.run.section": { en: "Next part: {what}.", de: "Nächster Teil: {what}." },
  "event.run.narrated-plain": { en: "The presenter spoke.", de: "Es wurde etwas dazu gesagt." },
  "event.run.step-failed-plain": { en: "A step did not work.", de: "Ein Schritt hat nicht geklappt." },
  "event.run.paused": { en: "The run waits.", de: "Der Lauf wartet." },
  "event.run.resumed": { en: "The run goes on.", de: "Der Lauf geht weiter." },
  "event.run.step-failed": {
    en: "Step {step} did not work: {reason}",
    de: "Schritt {step} hat nicht geklappt: {reason}",
  },
  "event.run.passed": {
    en: "The run has ended: every promise was kept.",
    de: "Der Lauf ist zu Ende: alle Versprechen gehalten.",
  },
  "event.run.deviated": {
    en: "The run has ended: a promise was broken.",
    de: "Der Lauf ist zu Ende: ein Versprechen gebrochen.",
  },
  "event.run.failed": { en: "The run could not be made.", de: "Der Lauf war nicht möglich." },
  "event.run.aborted": { en: "The run was aborted.", de: "Der Lauf wurde abgebrochen." },
} as const satisfies Messages
