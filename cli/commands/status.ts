import type { FaultRecord, LoadState, ServiceState, State } from "@gameday/contract"
import { columns } from "../columns.ts"
import type { Command } from "../command.ts"
import { exitCodes } from "../command.ts"

/** What the big screen shows, in a few lines. */
export const status: Command = {
  summary: "services, load and active faults of the running stage",
  options: { json: { type: "boolean" } },
  help: [
    "  --json   print the whole snapshot (GET /api/v1/state) as JSON",
    "",
    "Ends with 0 when every core service is healthy and nothing is broken, 1 when not, 2 when no stage answers.",
  ],

  async run({ values, connect, print }) {
    const stage = await connect()
    const state = await stage.ask<State>("GET", "/api/v1/state")
    print(values.json === true ? JSON.stringify(state) : inWords(state, stage.url))
    const well = state.services.every(({ tier, status }) => tier !== "core" || status === "healthy")
    return well && activeOf(state).length === 0 ? exitCodes.ok : exitCodes.failed
  },
}

function inWords(state: State, url: string): string {
  const { version, platform, services, load, guard, healing, at } = state
  const active = activeOf(state)
  return [
    `Gameday ${version} on ${url} (${platform})`,
    "",
    ...block("Services", columns(services.map(serviceRow))),
    ...block("Load", [loadLine(load)]),
    ...block("Guard", [guard.enabled ? `on, ${guard.stopWhen.length} conditions` : "off"]),
    ...block("Faults", active.length === 0 ? ["none"] : columns(active.map((fault) => faultRow(fault, at)))),
    ...(healing ? block("Healing", ["everything, now"]) : []),
  ].join("\n")
}

function activeOf({ faults }: State): FaultRecord[] {
  return faults.filter(({ status }) => status !== "reverted")
}

function serviceRow({ name, status, ready, desired, rps, p95Ms }: ServiceState): string[] {
  return [name, `${ready}/${desired}`, status, measured(rps, "rps"), `p95 ${measured(p95Ms, "ms")}`]
}

function loadLine(load: LoadState | null): string {
  if (load === null) return "none"
  const { journey, profile, achievedRps, targetRps, p95Ms, errorRatio } = load
  const errors = errorRatio === null ? null : errorRatio * 100
  return [
    `${journey}, ${profile.kind}`,
    `${measured(achievedRps)} of ${measured(targetRps, "rps")}`,
    `p95 ${measured(p95Ms, "ms")}`,
    `errors ${measured(errors, "%", 2)}`,
  ].join("   ")
}

function faultRow({ id, kind, status, instances, ...fault }: FaultRecord, now: number): string[] {
  const left = `${Math.max(0, Math.round((fault.expiresAt - now) / 1000))} s left`
  const share =
    fault.requestedPercent === null
      ? ""
      : `${measured(fault.requestedPercent, "%", 4)} asked, ${measured(fault.actualPercent, "%", 1)} hit`
  return [kind, instances.join(", "), status === "active" ? left : status, share, id]
}

/** A gap is a dash, never a zero. */
function measured(value: number | null, unit = "", digits = 0): string {
  const text = value === null ? "–" : String(Number(value.toFixed(digits)))
  return unit === "" ? text : `${text} ${unit}`
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${(index === 0 ? title : "").padEnd(10)}${line}`)
}
