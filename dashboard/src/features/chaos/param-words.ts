import type { Localized } from "@gameday/contract"
import type { I18n } from "../../i18n/i18n.ts"
import type { ParamField } from "./param-fields.ts"

interface ParamWords {
  readonly label: Localized
  /** Written behind the value. */
  readonly unit?: Localized
}

const both = (text: string): Localized => ({ en: text, de: text })

/** Schemas are written in English; these parameters have words in both languages. Nested ones by their path. */
const paramWords: Readonly<Record<string, ParamWords>> = {
  percentage: { label: { en: "Share", de: "Anteil" }, unit: { en: "% of requests", de: "% der Anfragen" } },
  delayMs: { label: { en: "Delay", de: "Verzögerung" }, unit: both("ms") },
  jitterMs: { label: { en: "Jitter", de: "Schwankung" }, unit: both("ms") },
  distribution: { label: { en: "Distribution", de: "Verteilung" } },
  status: { label: { en: "HTTP status", de: "HTTP-Status" } },
  body: { label: { en: "Answer", de: "Antwort" } },
  bytesPerSecond: { label: { en: "Speed", de: "Tempo" }, unit: { en: "bytes/s", de: "Byte/s" } },
  blockMs: { label: { en: "Stands still", de: "Steht still" }, unit: both("ms") },
  everyMs: { label: { en: "Every", de: "Alle" }, unit: both("ms") },
  loadPercent: {
    label: { en: "Load", de: "Auslastung" },
    unit: { en: "% of each core", de: "% jedes Kerns" },
  },
  megabytes: { label: { en: "Memory", de: "Speicher" }, unit: both("MB") },
  cores: { label: { en: "Left over", de: "Bleiben" }, unit: { en: "cores", de: "Kerne" } },
  connections: {
    label: { en: "Taken away", de: "Weggenommen" },
    unit: { en: "connections", de: "Verbindungen" },
  },
  mode: { label: { en: "How", de: "Wie" } },
  upstream: { label: { en: "Calls to", de: "Aufrufe an" } },
  from: { label: { en: "Cut off from", de: "Getrennt von" } },
  direction: { label: { en: "Direction", de: "Richtung" } },
  kilobitsPerSecond: { label: { en: "Left over", de: "Bleiben" }, unit: both("kbit/s") },
  factor: { label: { en: "Customers", de: "Kunden" }, unit: { en: "times as many", de: "mal so viele" } },
  rps: { label: { en: "Rate", de: "Rate" }, unit: { en: "requests/s", de: "Anfragen/s" } },
  route: { label: { en: "Path", de: "Pfad" } },
  mechanisms: { label: { en: "Switch off", de: "Abschalten" } },
  "match.route": { label: { en: "Only this path", de: "Nur dieser Pfad" } },
  "match.method": { label: { en: "Only this method", de: "Nur diese Methode" } },
  "match.header.name": { label: { en: "Only with header", de: "Nur mit Header" } },
  "match.header.equals": { label: { en: "Header reads", de: "Header lautet" } },
  "match.first": {
    label: { en: "Only the first", de: "Nur die ersten" },
    unit: { en: "requests", de: "Anfragen" },
  },
}

/** Where the same name means something else: by what the schema calls it. */
const titledWords: Readonly<Record<string, ParamWords>> = {
  "Processor cores": {
    label: { en: "Cores", de: "Kerne" },
  },
  "Share of packets, %": {
    label: { en: "Share", de: "Anteil" },
    unit: { en: "% of packets", de: "% der Pakete" },
  },
}

/** What the words of an enum mean. */
const choiceWords: Readonly<Record<string, Localized>> = {
  "distribution.uniform": { en: "even", de: "gleichmäßig" },
  "distribution.normal": { en: "bell curve", de: "Glockenkurve" },
  "distribution.pareto": { en: "few very late (Pareto)", de: "wenige sehr spät (Pareto)" },
  "mode.gone": { en: "gone at once", de: "sofort weg" },
  "mode.silent": { en: "there, but silent", de: "da, aber stumm" },
  "direction.both": { en: "both ways", de: "beide" },
  "direction.incoming": { en: "what comes in", de: "was hereinkommt" },
  "direction.outgoing": { en: "what goes out", de: "was hinausgeht" },
  "from.everyone": { en: "everybody", de: "allen" },
  "mechanisms.retries": { en: "retries", de: "Wiederholungen" },
  "mechanisms.circuit-breaker": { en: "circuit breaker", de: "Sicherung" },
  "mechanisms.outlier-ejection": { en: "sorting out sick servers", de: "Kranke Server aussortieren" },
  "mechanisms.health-checks": { en: "health checks", de: "Gesundheitsprüfung" },
  "mechanisms.load-balancing": { en: "load balancing", de: "Lastverteilung" },
  "mechanisms.bulkheads": { en: "bulkheads", de: "Schotten" },
  "mechanisms.fallbacks": { en: "substitute answers", de: "Ersatzantworten" },
}

const keyOf = ({ path }: Pick<ParamField, "path">) => path.join(".")
const wordsOf = (field: ParamField): ParamWords | undefined =>
  titledWords[field.title] ?? paramWords[keyOf(field)]

/** Whether a parameter, or a word of it, can be said in both languages. */
export function hasWords(field: Pick<ParamField, "path">, choice?: string): boolean {
  return choice === undefined
    ? Object.hasOwn(paramWords, keyOf(field))
    : Object.hasOwn(choiceWords, `${keyOf(field)}.${choice}`)
}

/** Our words where we have them; what the schema says otherwise. */
export function labelOf(field: ParamField, { pick }: I18n): string {
  const known = wordsOf(field)
  return known === undefined ? field.title : pick(known.label)
}

/** "ms"; empty when it has none. */
function unitOf(field: ParamField, { pick }: I18n): string {
  const unit = wordsOf(field)?.unit
  return unit === undefined ? "" : pick(unit)
}

export function choiceLabel(field: ParamField, choice: string, { pick }: I18n): string {
  const words = choiceWords[`${keyOf(field)}.${choice}`]
  return words === undefined ? choice : pick(words)
}

/** "ms, 1 to 60,000": the unit, and what is allowed. */
export function limitsOf(field: ParamField, i18n: I18n): string {
  const unit = unitOf(field, i18n)
  const range = field.input.type === "number" ? rangeWords(field.input.min, field.input.max, i18n) : ""
  return [unit, range].filter((part) => part !== "").join(", ")
}

/** "1 to 60,000", "at least 1", "at most 8"; empty without limits. */
export function rangeWords(min: number | undefined, max: number | undefined, { t, format }: I18n): string {
  const write = (value: number) => format.exact(value)
  if (min !== undefined && max !== undefined) return t("param.range", { min: write(min), max: write(max) })
  if (min !== undefined) return t("param.least", { min: write(min) })
  return max === undefined ? "" : t("param.most", { max: write(max) })
}
