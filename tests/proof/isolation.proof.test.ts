import type { State } from "@gameday/contract"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { eventually, type Stage, startStage } from "../stage.ts"
import { healEverything, inject, whole } from "./breaking.ts"
import { extent } from "./extent.ts"

/** How much slower somebody who is not involved may get: the limit the product promises. */
const allowedMs = 40
const watchedMs = extent(12_000, 6_000)

/** Nobody else waits for it on the way of the customers that are watched. */
const faulted = "analytics"
const uninvolved = ["product", "user", "checkout"]

describe("services that are not hit", () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage({ idleLoadRps: 60 })
    await eventually("traffic at everybody", async () => {
      const state = await stage.state()
      return whole(state) && uninvolved.every((name) => p95Of(state, name) !== null)
    })
  }, 120_000)
  afterEach(async () => {
    await healEverything(stage)
    await eventually("the stage is whole again", async () => whole(await stage.state()))
  })
  afterAll(async () => {
    await stage.stop()
  })

  test.each(
    extent(
      [
        { kind: "latency", params: { percentage: 100, delayMs: 400 } },
        { kind: "error-rate", params: { percentage: 100 } },
        { kind: "abort", params: { percentage: 100 } },
        { kind: "pause", params: {} },
        { kind: "kill", params: {} },
        { kind: "event-loop-block", params: { blockMs: 400, everyMs: 700 } },
      ],
      [{ kind: "latency", params: { percentage: 100, delayMs: 400 } }],
    ),
  )(`stay within ${allowedMs} ms and answer without errors while ${faulted} suffers $kind`, async (fault) => {
    const before = await watch()
    await inject(stage, { ...fault, target: { service: faulted, instances: "all" }, ttlSeconds: 60 })
    const during = await watch()
    for (const service of uninvolved) {
      const [usual, now] = [before.get(service), during.get(service)]
      expect(now?.errorRatio, `${service} answers without errors`).toBe(0)
      expect(now?.p95Ms ?? Number.NaN, `${service} stays quick`).toBeLessThanOrEqual(
        (usual?.p95Ms ?? Number.NaN) + allowedMs,
      )
    }
  })

  /** Medians of what the dashboard shows, so that one busy moment of the machine does not decide. */
  async function watch() {
    const samples: State[] = []
    const until = performance.now() + watchedMs
    while (performance.now() < until) {
      samples.push(await stage.state())
      await new Promise((resume) => setTimeout(resume, 500))
    }
    return new Map(
      uninvolved.map((name) => {
        const shown = samples.flatMap(({ services }) => services.filter((service) => service.name === name))
        return [
          name,
          {
            p95Ms: median(shown.flatMap(({ p95Ms }) => p95Ms ?? [])),
            errorRatio: Math.max(...shown.map(({ errorRatio }) => errorRatio ?? 0)),
          },
        ]
      }),
    )
  }
})

function p95Of({ services }: State, name: string): number | null {
  return services.find((service) => service.name === name)?.p95Ms ?? null
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
