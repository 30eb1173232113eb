import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { FaultKindInfo } from "@gameday/contract"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readLedger } from "../../control-plane/src/faults/ledger-line.ts"
import { seededRng } from "../../control-plane/src/rng.ts"
import { eventually, type Stage, startStage } from "../stage.ts"
import { exampleOf, healEverything, inject, kindsOf, whole } from "./breaking.ts"
import { extent } from "./extent.ts"

const seed = 20_261_121
const steps = extent(1_000, 60)
/** Half of a walk's faults end by themselves while it goes on. */
const ttlSeconds = { least: 1, most: 8 }
/** Several people break things at once. */
const hands = 6

describe("a stage on which everybody breaks and heals at random", () => {
  let stage: Stage
  let kinds: FaultKindInfo[]
  beforeAll(async () => {
    stage = await startStage({ idleLoadRps: 30 })
    kinds = (await kindsOf(stage)).filter(({ supported }) => supported)
  }, 120_000)
  afterAll(async () => {
    await stage.stop()
  })

  test(`has no residue after ${steps} steps (seed ${seed})`, { timeout: 30 * 60_000 }, async () => {
    const rng = seededRng(seed)
    const pick = <T>(choices: readonly T[]): T => {
      const choice = choices[Math.floor(rng() * choices.length)]
      if (choice === undefined) throw new Error("There is nothing to choose from")
      return choice
    }
    let injected = 0
    const refusals = new Map<string, number>()

    const step = async () => {
      const dice = rng()
      if (dice < 0.7) {
        const kind = pick(kinds)
        const request = {
          ...exampleOf(kind, rng() < 0.7 ? 1 : "all"),
          target: { service: pick(kind.targets), instances: rng() < 0.7 ? 1 : ("all" as const) },
          ttlSeconds: ttlSeconds.least + rng() * (ttlSeconds.most - ttlSeconds.least),
        }
        await inject(stage, request).then(
          () => injected++,
          (error: Error) => {
            const [code = "?"] = error.message.split(":")
            refusals.set(code, (refusals.get(code) ?? 0) + 1)
          },
        )
      } else if (dice < 0.97) {
        const { faults } = await stage.state()
        const active = faults.filter(({ status }) => status !== "reverted")
        if (active.length > 0) await stage.request("DELETE", `/api/v1/faults/${pick(active).id}`)
      } else await healEverything(stage)
    }
    let taken = 0
    const walk = async () => {
      while (taken++ < steps) await step()
    }
    await Promise.all(Array.from({ length: hands }, walk))

    const report = await eventually("everything is healed and verified", async () => {
      const healed = await healEverything(stage)
      return healed.verified && healed
    })
    expect(report).toMatchObject({ failed: 0, residue: [] })
    expect(readLedger(readFileSync(join(stage.dataDir, "ledger.ndjson"), "utf8")).open).toEqual([])
    await eventually("every replica is back", async () => whole(await stage.state()), 60_000)
    expect(injected).toBeGreaterThan(steps / 6)
    // Refusing is an answer; failing is not.
    expect([...refusals.keys()].filter((code) => /^5\d\d /.test(code))).toEqual([])
  })
})
