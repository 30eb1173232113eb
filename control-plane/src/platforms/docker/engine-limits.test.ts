import { describe, expect, it } from "vitest"
import { coresUpdate, limitsAtCreation, limitsOf, memoryUpdate } from "./engine-limits.ts"

const megabyte = 1024 * 1024

describe("engine limits", () => {
  it.each([
    { said: "as processors", config: { NanoCpus: 1.5e9 }, cores: 1.5 },
    { said: "as a quota", config: { CpuPeriod: 50_000, CpuQuota: 25_000 }, cores: 0.5 },
    { said: "as a quota of the usual period", config: { CpuQuota: 25_000 }, cores: 0.25 },
    { said: "not at all", config: {}, cores: null },
    { said: "as no limit any more", config: { CpuPeriod: 100_000, CpuQuota: -1 }, cores: null },
  ])("reads a processor limit given $said, and writes it back as it was", ({ config, cores }) => {
    expect(limitsOf(config).cores).toBe(cores)
    const limited = { ...config, ...coresUpdate(config, 0.1) }
    expect(limitsOf(limited).cores).toBeCloseTo(0.1)
    expect(limitsOf({ ...limited, ...coresUpdate(limited, cores) }).cores).toBe(cores)
  })

  it("limits memory and swap in one step, and gives back what the machine has where there was no limit", () => {
    expect(memoryUpdate({ bytes: 64 * megabyte, withSwapBytes: 64 * megabyte }, 1)).toEqual({
      Memory: 64 * megabyte,
      MemorySwap: 64 * megabyte,
    })
    expect(memoryUpdate({ bytes: 64 * megabyte, withSwapBytes: null }, 1)).toMatchObject({ MemorySwap: -1 })
    expect(memoryUpdate(null, 8_000 * megabyte)).toEqual({ Memory: 8_000 * megabyte, MemorySwap: -1 })
  })

  it("says the same of a container that is made as of one that runs", () => {
    for (const limits of [
      { cores: 1.5, memory: { bytes: 320 * megabyte, withSwapBytes: 640 * megabyte } },
      { cores: null, memory: { bytes: 320 * megabyte, withSwapBytes: null } },
      { cores: null, memory: null },
    ]) {
      expect(limitsOf(limitsAtCreation(limits))).toEqual(limits)
    }
  })
})
