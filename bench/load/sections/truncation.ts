import { journey, TestLoad } from "../../../control-plane/src/load/testing/test-load.ts"
import { Stub } from "../stub-process.ts"
import { print } from "../table.ts"
import { autocannon } from "../tools/autocannon.ts"

const requests = 200
const half = journey("half", [{ name: "half", method: "GET", path: "/truncated" }])

/** Answers that end in the middle of their body. */
export async function truncation(): Promise<void> {
  const stub = await Stub.start()
  const load = new TestLoad([half], stub.url)
  const { outcomes } = await load.run({
    journey: "half",
    profile: { kind: "amount", requests, connections: 5, rps: 500 },
  })
  await load.close()
  const stock = await autocannon({
    url: `${stub.url}/truncated`,
    connections: 5,
    segments: [{ rps: requests, seconds: 1 }],
  })
  await stub.kill()
  const [segment] = stock.segments
  print("Truncated bodies", [
    {
      what: "flagged",
      ours: `${outcomes.truncated} of ${requests}`,
      autocannon: `${segment?.errors} errors`,
      aim: `${requests} of ${requests}`,
      reached: outcomes.truncated === requests,
    },
  ])
}
