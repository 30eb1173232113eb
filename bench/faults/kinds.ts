import type { FaultKind, FaultKindInfo } from "@gameday/contract"
import { sleep, systemClock } from "../../control-plane/src/clock.ts"
import { exampleOf, inject } from "../../tests/proof/breaking.ts"
import type { Audience } from "../audience.ts"
import { ms, print, quantile, type Row } from "../load/table.ts"

const rounds = 10
/** Long enough for a fault that hits few requests to meet one. */
const bitesWithinMs = 10_000

/** 95th percentile; the kill's is meant through Docker. */
const aimsMs: Partial<Record<FaultKind, number>> = {
  kill: 400,
  latency: 150,
  "error-rate": 150,
  abort: 150,
  timeout: 150,
  "slow-body": 150,
  unready: 150,
  "cpu-burn": 150,
  "memory-pressure": 150,
  "event-loop-block": 150,
}

/** From the click (the request is sent) to the first measured effect. */
export async function measureKinds(
  platform: string,
  audience: Audience,
  kinds: readonly FaultKind[],
): Promise<void> {
  const rows: Row[] = []
  const cannot: FaultKindInfo[] = []
  for (const info of await audience.kinds()) {
    if (!kinds.includes(info.kind)) continue
    if (info.supported) rows.push(await measured(audience, info))
    else cannot.push(info)
  }
  print(`Click → biting, ${platform}, p95 (median) of ${rounds}`, rows)
  for (const { kind, unsupportedReason } of cannot) console.log(`${kind}: ${unsupportedReason?.en}`)
}

async function measured(audience: Audience, info: FaultKindInfo): Promise<Row> {
  const taken: number[] = []
  for (let round = 0; round < rounds; round++) {
    const biting = await bitingMs(audience, info)
    if (biting !== null) taken.push(biting)
    await audience.untilWhole()
  }
  const p95 = quantile(taken, 0.95)
  const aim = aimsMs[info.kind]
  const complete = taken.length === rounds ? "" : `, ${taken.length} of ${rounds} measured`
  return {
    what: info.kind,
    ours: `${ms(p95)} (${ms(quantile(taken, 0.5))})${complete}`,
    aim: aim === undefined ? undefined : `≤ ${aim} ms`,
    reached: aim === undefined ? undefined : p95 <= aim,
  }
}

/** Every request at the busiest service: what is left to measure is the product, not how rarely customers come by. */
function requestFor(info: FaultKindInfo) {
  const { kind, params, target, ttlSeconds } = exampleOf(info)
  const service = info.targets.includes("product") ? "product" : target.service
  const all = "percentage" in params ? { ...params, percentage: 100 } : params
  return { kind, params: all, target: { ...target, service }, ttlSeconds }
}

/** null: no effect was measured. */
async function bitingMs(audience: Audience, info: FaultKindInfo): Promise<number | null> {
  const request = requestFor(info)
  const clickedAt = systemClock.now()
  const { id, injectedAt } = await inject(audience, request)
  const deadline = systemClock.monotonic() + bitesWithinMs
  let biting: number | null = null
  while (biting === null && systemClock.monotonic() < deadline) {
    biting = (await audience.fault(id))?.bitingAfterMs ?? null
    await sleep(systemClock, 50)
  }
  await audience.request("DELETE", `/api/v1/faults/${id}`)
  return biting === null ? null : biting + (injectedAt - clickedAt)
}
