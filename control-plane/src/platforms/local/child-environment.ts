/** Where child processes may write. */
export interface ChildFiles {
  readonly logs: string
  readonly compileCache: string
}

/** What a child process inherits. Everything else, tokens above all, is none of its business. */
const inherited = ["PATH", "HOME", "TMPDIR", "LANG", "TZ", "NODE_EXTRA_CA_CERTS"]

/**
 * The base environment of every Node process we start. The compile cache keeps the JavaScript that Node strips out
 * of our TypeScript: about 18 MB and 30 ms less per process from the second start on.
 */
export function childEnvironment({ compileCache }: ChildFiles): Record<string, string> {
  const environment: Record<string, string> = { NODE_COMPILE_CACHE: compileCache }
  for (const name of inherited) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  return environment
}

/** Flags that keep a Node process small. A service runs in several copies beside the load generator. */
export function smallHeap({
  oldSpaceMb,
  semiSpaceMb,
}: {
  oldSpaceMb: number
  semiSpaceMb: number
}): string[] {
  // One V8 worker thread each: with a dozen processes on a few cores more of them only cost memory.
  return [`--max-old-space-size=${oldSpaceMb}`, `--max-semi-space-size=${semiSpaceMb}`, "--v8-pool-size=1"]
}
