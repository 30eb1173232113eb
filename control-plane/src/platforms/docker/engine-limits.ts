import type Docker from "dockerode"
import type { MemoryLimit, ResourceLimits } from "../ports.ts"

/*
 * The engine's words for limits. Processors are limited in one of two ways that exclude each other (NanoCpus, or a quota per
 * period), and 0 means "no limit" when asked but "no change" when told.
 */
type HostConfig = Pick<Docker.HostConfig, "NanoCpus" | "CpuPeriod" | "CpuQuota" | "Memory" | "MemorySwap">

const usualPeriodUs = 100_000

export function limitsOf(config: HostConfig): ResourceLimits {
  return { cores: coresOf(config), memory: memoryOf(config) }
}

/** What to tell the engine so that a container with this configuration may use so many cores; null: all there are. */
export function coresUpdate(config: HostConfig, cores: number | null): HostConfig {
  if (cores !== null && (config.NanoCpus ?? 0) > 0) return { NanoCpus: Math.round(cores * 1e9) }
  const period = (config.CpuPeriod ?? 0) > 0 ? (config.CpuPeriod ?? 0) : usualPeriodUs
  return { CpuPeriod: period, CpuQuota: cores === null ? -1 : Math.round(cores * period) }
}

/**
 * Memory and swap together: the engine refuses one that contradicts the other.
 *
 * @param machineBytes what the machine has: the engine cannot be told "no limit" again
 */
export function memoryUpdate(memory: MemoryLimit | null, machineBytes: number): HostConfig {
  if (memory === null) return { Memory: machineBytes, MemorySwap: -1 }
  return { Memory: memory.bytes, MemorySwap: memory.withSwapBytes ?? -1 }
}

function coresOf({ NanoCpus = 0, CpuPeriod = 0, CpuQuota = 0 }: HostConfig): number | null {
  if (NanoCpus > 0) return NanoCpus / 1e9
  return CpuQuota > 0 ? CpuQuota / (CpuPeriod > 0 ? CpuPeriod : usualPeriodUs) : null
}

function memoryOf({ Memory = 0, MemorySwap = 0 }: HostConfig): MemoryLimit | null {
  return Memory > 0 ? { bytes: Memory, withSwapBytes: MemorySwap > 0 ? MemorySwap : null } : null
}

/** The part of a new container's configuration that says the same. */
export function limitsAtCreation({ cores, memory }: ResourceLimits): HostConfig {
  return {
    NanoCpus: cores === null ? 0 : Math.round(cores * 1e9),
    CpuPeriod: 0,
    CpuQuota: 0,
    Memory: memory?.bytes ?? 0,
    MemorySwap: memory === null ? 0 : (memory.withSwapBytes ?? -1),
  }
}
