// What the gateway costs per request: processor time of its process, by its own count, divided by the requests it answered.
// The shop is real (processes, Postgres), the load a steady rate with signed clients.
import { createHmac } from "node:crypto"
import type { InstanceStats } from "@gameday/contract"
import { adminSecretHeader, clientIdentityHeader } from "@gameday/contract/headers"
import autocannon from "autocannon"
import { TestShop, testSecrets } from "../../shop-services/kit/testing/test-shop.ts"
import { mean, print } from "../load/table.ts"

const rateRps = 1_000
const warmUpSeconds = 5
const roundSeconds = 10
const rounds = 3
const aimMicroseconds = 150

const signature = createHmac("sha256", testSecrets.client).update("bench").digest("hex")
const paths = ["/api/products?limit=12&offset=3", "/api/products/gooseneck-kettle", "/api/categories"]

const load = (url: string, seconds: number) =>
  autocannon({
    url,
    connections: 20,
    overallRate: rateRps,
    duration: seconds,
    requests: paths.map((path) => ({
      method: "GET",
      path,
      headers: { [clientIdentityHeader]: `bench.${signature}` },
    })),
  })

async function stats(shop: TestShop): Promise<InstanceStats> {
  const headers = { [adminSecretHeader]: testSecrets.admin }
  return (await (await fetch(`${shop.gateway.adminUrl}/stats`, { headers })).json()) as InstanceStats
}

const shop = await TestShop.start(2)
await load(shop.gateway.url, warmUpSeconds)
const microseconds: number[] = []
for (let round = 0; round < rounds; round++) {
  const before = await stats(shop)
  const { non2xx, errors } = await load(shop.gateway.url, roundSeconds)
  const after = await stats(shop)
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} requests failed; nothing was measured.`)
  const requests = after.requests.total - before.requests.total
  microseconds.push(((after.process.cpuSeconds - before.process.cpuSeconds) * 1e6) / requests)
}
await shop.stop()

const ours = mean(microseconds)
print("The gateway", [
  {
    what: `processor time per request at ${rateRps} RPS`,
    ours: `${ours.toFixed(0)} µs`,
    aim: `≤ ${aimMicroseconds} µs`,
    reached: ours <= aimMicroseconds,
  },
])
console.log(`  rounds of ${roundSeconds} s: ${microseconds.map((value) => value.toFixed(0)).join(", ")} µs`)
