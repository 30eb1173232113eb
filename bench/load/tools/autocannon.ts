import { fork } from "node:child_process"

export interface AutocannonJob {
  readonly url: string
  readonly connections: number
  /** One run after the other; without `rps` as fast as it can. */
  readonly segments: readonly { readonly rps?: number; readonly seconds: number }[]
  readonly keepResponses?: boolean
}

export interface AutocannonReport {
  readonly segments: {
    readonly startedAt: number
    readonly cpuSeconds: number
    readonly requests: number
    readonly errors: number
    readonly p90Ms: number
    readonly p99Ms: number
  }[]
  readonly samples: { readonly at: number; readonly cpuCores: number }[]
  readonly responses: { readonly at: number; readonly status: number; readonly ms: number }[]
}

/** Stock autocannon, as one would use it. */
export function autocannon(job: AutocannonJob): Promise<AutocannonReport> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL("./autocannon-child.ts", import.meta.url), [JSON.stringify(job)], {
      execArgv: [],
    })
    child.once("message", (report) => resolve(report as AutocannonReport))
    child.once("exit", (code) => {
      if (code !== 0) reject(new Error(`autocannon ended with code ${code}`))
    })
  })
}
