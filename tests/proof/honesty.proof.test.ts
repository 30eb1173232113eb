import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { DiscoveryFile } from "@gameday/contract"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { eventually, type Stage, startStage } from "../stage.ts"
import { healEverything, inject } from "./breaking.ts"
import { extent } from "./extent.ts"

/*
 * What is asked for is what happens: measured from outside, straight at the instances, where no retry of the gateway hides
 * anything.
 */
describe("an injected fault", () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage()
    const { services } = await stage.state()
    const policy = services.find(({ name }) => name === "product")?.autoscaling?.policy
    // Whoever is asked straight must not be scaled away meanwhile.
    await stage.request("PUT", "/api/v1/services/product/autoscaling", { ...policy, enabled: false })
  }, 120_000)
  afterEach(async () => {
    await healEverything(stage)
  })
  afterAll(async () => {
    await stage.stop()
  })

  const productUrls = () => {
    const discovery = JSON.parse(readFileSync(discoveryFileOf(stage), "utf8")) as DiscoveryFile
    return (discovery.product ?? []).map(({ url }) => `${url}/api/products?limit=1`)
  }

  test.each(extent([0.1, 1, 10, 50, 99.5], [10]))(
    "hits %d percent of the requests, within the binomial 99 percent interval",
    async (percentage) => {
      await inject(stage, {
        kind: "error-rate",
        target: { service: "product", instances: "all" },
        params: { percentage, status: 503 },
      })
      const requests = extent(8_000, 2_000)
      const answers = await ask(productUrls(), requests)
      const failed = answers.filter(({ status }) => status === 503).length
      const { least, most } = binomialInterval99(requests, percentage / 100)
      expect(failed).toBeGreaterThanOrEqual(least)
      expect(failed).toBeLessThanOrEqual(most)

      const shown = await eventually("the proof on the fault card has caught up", async () => {
        const [fault] = (await stage.state()).faults
        return fault?.matched === requests && fault
      })
      expect(shown.injected).toBe(failed)
      expect(shown.actualPercent).toBeCloseTo((100 * failed) / requests, 6)
    },
  )

  test.each(
    extent(
      [
        { delayMs: 50, jitterMs: 0 },
        { delayMs: 100, jitterMs: 100 },
        { delayMs: 100, jitterMs: 100, distribution: "normal" },
        { delayMs: 100, jitterMs: 100, distribution: "pareto" },
      ],
      [{ delayMs: 100, jitterMs: 60 }],
    ),
  )("delays by what was asked: %o", async (params) => {
    const urls = productUrls()
    const usually = medianMs(await ask(urls, 200))
    await inject(stage, {
      kind: "latency",
      target: { service: "product", instances: "all" },
      params: { percentage: 100, ...params },
    })
    const delayed = medianMs(await ask(urls, 400)) - usually
    expect(delayed).toBeGreaterThanOrEqual(params.delayMs - 1)
    expect(delayed).toBeLessThanOrEqual(params.delayMs + params.jitterMs + 20)
  })
})

/** A local stage tells its gateway where everybody is in this file. */
function discoveryFileOf({ dataDir }: Stage): string {
  return join(dataDir, "discovery.json")
}

interface Answer {
  readonly status: number
  readonly tookMs: number
}

/** Four at a time, so that the instances are asked and not stormed. */
async function ask(urls: readonly string[], requests: number): Promise<Answer[]> {
  const answers: Answer[] = []
  let next = 0
  const worker = async () => {
    while (next < requests) {
      const url = urls[next++ % urls.length] ?? ""
      const startedAt = performance.now()
      const response = await fetch(url)
      await response.arrayBuffer()
      answers.push({ status: response.status, tookMs: performance.now() - startedAt })
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  return answers
}

function medianMs(answers: readonly Answer[]): number {
  const sorted = answers.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Exact: the 0.5 % and 99.5 % quantiles of the binomial distribution, by summing its probabilities. */
function binomialInterval99(n: number, p: number): { least: number; most: number } {
  let logOfProbability = n * Math.log1p(-p)
  let cumulated = 0
  let least: number | undefined
  for (let k = 0; k <= n; k++) {
    cumulated += Math.exp(logOfProbability)
    if (least === undefined && cumulated >= 0.005) least = k
    if (cumulated >= 0.995) return { least: least ?? 0, most: k }
    logOfProbability += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p)
  }
  return { least: least ?? 0, most: n }
}
