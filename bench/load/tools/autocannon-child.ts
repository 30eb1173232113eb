// Stock autocannon in a process of its own. Runs one segment after the other and tells about each over IPC.
import autocannon from "autocannon"
import type { AutocannonJob, AutocannonReport } from "./autocannon.ts"

const job = JSON.parse(process.argv[2] ?? "") as AutocannonJob
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const report: AutocannonReport = { segments: [], samples: [], responses: [] }
let cpuBefore = cpuSeconds()
const sampler = setInterval(() => {
  const cpu = cpuSeconds()
  report.samples.push({ at: Date.now(), cpuCores: (cpu - cpuBefore) / 0.25 })
  cpuBefore = cpu
}, 250)

function run(rps: number | undefined, seconds: number): Promise<autocannon.Result> {
  const rate = rps === undefined ? {} : { overallRate: rps }
  const options = { url: job.url, connections: job.connections, duration: seconds, timeout: 10, ...rate }
  return new Promise((resolve, reject) => {
    const instance = autocannon(options, (error: Error | null, result: autocannon.Result) => {
      if (error === null) resolve(result)
      else reject(error)
    })
    if (job.keepResponses !== true) return
    instance.on("response", (_client, status, _bytes, responseTimeMs) => {
      report.responses.push({ at: Date.now(), status, ms: responseTimeMs })
    })
  })
}

for (const { rps, seconds } of job.segments) {
  const startedAt = performance.timeOrigin + performance.now()
  const cpuAtStart = cpuSeconds()
  const { requests, errors, latency } = await run(rps, seconds)
  report.segments.push({
    startedAt,
    cpuSeconds: cpuSeconds() - cpuAtStart,
    requests: requests.total,
    errors,
    p90Ms: latency.p90,
    p99Ms: latency.p99,
  })
}
clearInterval(sampler)
process.send?.(report, () => process.exit(0))
