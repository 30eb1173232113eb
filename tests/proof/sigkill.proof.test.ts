import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type FaultKind, faultKinds } from "@gameday/contract"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readLedger } from "../../control-plane/src/faults/ledger-line.ts"
import { processesOf } from "../processes.ts"
import { eventually, type Stage, startStage } from "../stage.ts"
import { exampleOf, inject, kindsOf, whole } from "./breaking.ts"
import { extent } from "./extent.ts"

/** The hardest of each sort: frozen processes, a database that is gone, a lease inside a service. */
const sample = ["pause", "dependency-outage", "error-rate"] satisfies FaultKind[]

describe("a local control plane that is killed while a fault is active", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "gameday-proof-"))
  let stage: Stage
  const start = () => startStage({ idleLoadRps: 30, environment: { GAMEDAY_DATA_DIR: dataDir } })
  const openInLedger = () => readLedger(readFileSync(join(dataDir, "ledger.ndjson"), "utf8")).open

  beforeAll(async () => {
    stage = await start()
  }, 120_000)
  afterAll(async () => {
    await stage.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  test.each(extent(faultKinds, sample))(
    "%s: nothing is left 10 s later, and the next life knows",
    async (kind) => {
      const info = (await kindsOf(stage)).find((candidate) => candidate.kind === kind)
      if (info === undefined) throw new Error(`The stage does not know ${kind}`)
      if (!info.supported) return expect(info.unsupportedReason?.en).toMatch(/\w/)

      const { id } = await inject(stage, exampleOf(info))
      const fault = openInLedger().find((entry) => entry.fault.id === id)
      // A kind whose effect is over at once may have been closed by now.
      expect(fault !== undefined || (await faultIsOver(stage, id))).toBe(true)

      stage.process.kill("SIGKILL")
      await eventually("no process of the stage is left", () => processesOf(dataDir).length === 0, 10_000)

      stage = await start()
      expect(openInLedger()).toEqual([])
      await eventually("the stage is whole again", async () => whole(await stage.state()))
    },
  )
})

async function faultIsOver(stage: Stage, id: string): Promise<boolean> {
  const { faults } = await stage.state()
  return faults.some((fault) => fault.id === id && fault.status === "reverted")
}
