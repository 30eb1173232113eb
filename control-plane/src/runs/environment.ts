import { cpus, release, totalmem, type } from "node:os"
import type { RunEnvironment } from "@gameday/contract"

/** The machine and the program, as a report names them. */
export function runEnvironment(gameday: string, platform: RunEnvironment["platform"]): RunEnvironment {
  const processors = cpus()
  return {
    gameday,
    node: process.versions.node,
    platform,
    os: `${type()} ${release()}`,
    cpus: processors.length,
    cpuModel: processors[0]?.model.trim() ?? "unknown",
    memoryBytes: totalmem(),
  }
}
