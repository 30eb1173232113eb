import type { FaultRecord, HealReport } from "@gameday/contract"
import { type Command, exitCodes } from "../command.ts"

/** The red button, for a terminal. */
export const heal: Command = {
  summary: "end every fault on the running stage, and verify that nothing is left",
  options: { json: { type: "boolean" } },
  help: [
    "  --json   print the report as JSON",
    "",
    "Ends with 0 when it was verified that nothing is left, 1 when something is, 2 when no stage answers.",
  ],

  async run({ values, connect, print }) {
    const stage = await connect()
    const report = await stage.ask<HealReport>("DELETE", "/api/v1/faults")
    if (values.json === true) print(JSON.stringify(report))
    else {
      const { faults } = report.verified
        ? { faults: [] }
        : await stage.ask<{ faults: FaultRecord[] }>("GET", "/api/v1/faults")
      print(inWords(report, faults))
    }
    return report.verified ? exitCodes.ok : exitCodes.failed
  },
}

function inWords(
  { healed, failed, verified, tookMs, residue }: HealReport,
  faults: readonly FaultRecord[],
): string {
  const seconds = `${(tookMs / 1000).toFixed(1)} s`
  const all = healed + failed
  const what =
    all === 0 ? "Nothing was broken" : `Healed ${failed === 0 ? all : `${healed} of ${all}`} ${plural(all)}`
  if (verified) return `${what}. Verified in ${seconds}: nothing is left on any instance.`
  const remedies = faults.flatMap(({ manualRemedy }) => (manualRemedy === null ? [] : [manualRemedy]))
  return [
    `${what} in ${seconds}. Something is left:`,
    ...residue.map((line) => `  ${line}`),
    ...(remedies.length === 0 ? [] : ["By hand:", ...remedies.map((line) => `  ${line}`)]),
  ].join("\n")
}

function plural(count: number): string {
  return count === 1 ? "fault" : "faults"
}
