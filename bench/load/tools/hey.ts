import { command, isInstalled } from "./command.ts"

const workers = 50

export interface HeyReport {
  readonly startedAt: number
  readonly cpuSeconds: number
  /** Of every answered request, ms. */
  readonly responseMs: readonly number[]
}

export const heyIsInstalled = (): boolean => isInstalled("hey")

/** Runs hey at a constant rate. */
export async function hey(url: string, rps: number, seconds: number): Promise<HeyReport> {
  const rate = ["-c", String(workers), "-q", String(rps / workers)]
  const { startedAt, cpuSeconds, stdout } = await command("hey", [
    "-z",
    `${seconds}s`,
    ...rate,
    "-o",
    "csv",
    url,
  ])
  const responseMs = stdout
    .split("\n")
    .slice(1)
    .map((line) => Number(line.split(",")[0]) * 1000)
    .filter((value) => value > 0)
  return { startedAt, cpuSeconds, responseMs }
}
