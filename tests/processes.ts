import { readdirSync, readFileSync } from "node:fs"

/** Every process whose environment names this data directory: what belongs to one stage. Linux only. */
export function processesOf(dataDir: string): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const environment = readFileSync(`/proc/${name}/environ`, "utf8")
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim()
        const ours = environment.includes(dataDir) || command.includes(dataDir)
        return ours && command !== "" ? [{ pid: Number(name), command }] : []
      } catch {
        // It ended while we looked, or is not ours to read.
        return []
      }
    })
}
