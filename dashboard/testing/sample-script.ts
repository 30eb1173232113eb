import type { Localized, ScenarioSection, StepState } from "@gameday/contract"

/* SAMPLE DATA: the run of show of a Black Friday that never was. */

interface SampleSection {
  readonly id: string
  readonly title: Localized
  readonly seconds: number
  /** When it took another time than planned. */
  readonly took?: number
  readonly notes: Localized
  readonly show: NonNullable<ScenarioSection["show"]>
  readonly holds: boolean
}

const quiet = {
  en: "The first customers look around. **Four of four** core services are healthy.",
  de: "Die ersten Kunden sehen sich um. **Vier von vier** Kerndiensten sind gesund.",
}

export const sampleSections: readonly SampleSection[] = [
  {
    id: "warm-up",
    title: { en: "Warm-up", de: "Warmlaufen" },
    seconds: 120,
    notes: quiet,
    show: "overview",
    holds: false,
  },
  {
    id: "doors-open",
    title: { en: "Doors open", de: "Türen auf" },
    seconds: 280,
    took: 272,
    notes: {
      en: "The doors open, and the rate climbs. Watch the waiting time: **it does not.**",
      de: "Die Türen gehen auf, die Rate steigt. Achten Sie auf die Wartezeit: **sie nicht.**",
    },
    show: "load",
    holds: false,
  },
  {
    id: "flash-sale",
    title: { en: "Flash sale", de: "Blitzverkauf" },
    seconds: 173,
    notes: {
      en: "From one moment to the next **five times as many customers** come.",
      de: "Von jetzt auf gleich kommen **fünfmal so viele Kunden**.",
    },
    show: "overview",
    holds: false,
  },
  {
    id: "server-dies",
    title: { en: "A server dies", de: "Ein Server stirbt" },
    seconds: 67,
    notes: {
      en: "Look at the order counter: **it does not stop.** The gateway noticed in under half a second and sent every customer to the other server. Now ask: **who saw an error?**",
      de: "Sehen Sie auf den Bestellzähler: **er steht nicht still.** Der Eingang hat es in unter einer halben Sekunde bemerkt und jeden Kunden zum anderen Server geschickt. Fragen Sie jetzt: **Wer hat einen Fehler gesehen?**",
    },
    show: "overview",
    holds: false,
  },
  {
    id: "payment-slow",
    title: { en: "Payment gets slow", de: "Die Zahlung wird langsam" },
    seconds: 100,
    notes: {
      en: "Our payment provider answers slowly. **Nobody loses a basket.**",
      de: "Der Zahlungsanbieter antwortet langsam. **Niemand verliert seinen Korb.**",
    },
    show: "overview",
    holds: false,
  },
  {
    id: "recovery",
    title: { en: "Recovery", de: "Erholung" },
    seconds: 70,
    notes: quiet,
    show: "timeline",
    holds: false,
  },
  {
    id: "questions",
    title: { en: "Questions", de: "Fragen" },
    seconds: 90,
    notes: {
      en: "Cost of downtime, ROI, maintenance, cloud.",
      de: "Ausfallkosten, Nutzen, Wartung, Cloud.",
    },
    show: "services",
    holds: true,
  },
]

interface SampleStep extends Pick<StepState, "id" | "section" | "title" | "action" | "trigger"> {
  /** s since the run began */
  readonly at: number
  readonly outcome: string | null
  readonly failed?: boolean
}

export const sampleSteps: readonly SampleStep[] = [
  {
    id: "more",
    section: "doors-open",
    title: { en: "1,000 requests per second", de: "1.000 Anfragen pro Sekunde" },
    action: "load",
    trigger: "at",
    at: 125,
    outcome: null,
  },
  {
    id: "crowd",
    section: "flash-sale",
    title: { en: "Five times the customers", de: "Fünfmal so viele Kunden" },
    action: "inject",
    trigger: "at",
    at: 400,
    outcome: "reverted after 10 s",
  },
  {
    id: "kill-checkout",
    section: "server-dies",
    title: { en: "Kill a checkout server", de: "Einen Kassen-Server töten" },
    action: "inject",
    trigger: "cue",
    at: 566,
    outcome: "checkout-2",
  },
  {
    id: "say",
    section: "server-dies",
    title: { en: "Say it", de: "Sagen" },
    action: "narrate",
    trigger: "turn",
    at: 566,
    outcome: null,
  },
  {
    id: "login",
    section: "server-dies",
    title: { en: "Log in meanwhile", de: "Währenddessen anmelden" },
    action: "request",
    trigger: "turn",
    at: 570,
    outcome: "POST /api/auth/login answered 503, expected 200",
    failed: true,
  },
  {
    id: "watch",
    section: "server-dies",
    title: { en: "When errors are below 0.1 %", de: "Wenn die Fehler unter 0,1 % sind" },
    action: "load",
    trigger: "when",
    at: 625,
    outcome: null,
  },
  {
    id: "slow-payment",
    section: "payment-slow",
    title: { en: "Payment +800 ms", de: "Zahlung +800 ms" },
    action: "inject",
    trigger: "at",
    at: 640,
    outcome: null,
  },
  {
    id: "heal",
    section: "recovery",
    title: { en: "Heal everything", de: "Alles heilen" },
    action: "heal",
    trigger: "cue",
    at: 740,
    outcome: "1 of 1 healed",
  },
  {
    id: "ask",
    section: "questions",
    title: { en: "Questions", de: "Fragen" },
    action: "pause",
    trigger: "at",
    at: 810,
    outcome: null,
  },
]
