import { type FSWatcher, watch } from "node:fs"
import { readFile } from "node:fs/promises"
import { basename, dirname } from "node:path"
import type { DiscoveryFile } from "@gameday/contract"
import type { Clock } from "./clock.ts"
import type { DiscoverySource, ServicePorts } from "./config.ts"
import { messageOf } from "./errors.ts"
import type { Logger } from "./log.ts"

export type DiscoveredInstance = DiscoveryFile[string][number]

/** Who is where, right now. */
export interface Discovery {
  services(): string[]
  instances(service: string): readonly DiscoveredInstance[]
  /** Calls back after each change; returns a function that ends it. */
  subscribe(listener: () => void): () => void
  close(): void
}

export interface DiscoveryOptions {
  readonly clock: Clock
  readonly log: Logger
  /** Addresses of a name; for tests without DNS. */
  readonly resolve?: (host: string) => Promise<string[]>
}

const refreshMs = 1_000

/** Starts looking; the first look is done when it resolves. */
export async function startDiscovery(source: DiscoverySource, options: DiscoveryOptions): Promise<Discovery> {
  const { read, watchFor } =
    source.kind === "file" ? fileSource(source.path) : await dnsSource(source.ports, options)
  const discovery = new PollingDiscovery(read, options)
  await discovery.refresh()
  discovery.start(watchFor)
  return discovery
}

class PollingDiscovery implements Discovery {
  readonly #read: () => Promise<DiscoveryFile>
  readonly #options: DiscoveryOptions
  readonly #listeners = new Set<() => void>()
  #current: DiscoveryFile = {}
  #fingerprint = "{}"
  #failing = false
  #stop: (() => void)[] = []

  constructor(read: () => Promise<DiscoveryFile>, options: DiscoveryOptions) {
    this.#read = read
    this.#options = options
  }

  /** A source that cannot be read leaves what was known: a file is being replaced, DNS hiccups. */
  async refresh(): Promise<void> {
    try {
      const next = await this.#read()
      this.#failing = false
      const fingerprint = JSON.stringify(next)
      if (fingerprint === this.#fingerprint) return
      this.#current = next
      this.#fingerprint = fingerprint
      for (const listener of this.#listeners) listener()
    } catch (error) {
      if (!this.#failing) this.#options.log.warn({ reason: messageOf(error) }, "discovery cannot be read")
      this.#failing = true
    }
  }

  start(watchFor: (changed: () => void) => FSWatcher | undefined): void {
    const watcher = watchFor(() => void this.refresh())
    // Watching is fast but not promised on every file system; reading again is.
    this.#stop = [() => watcher?.close(), this.#options.clock.every(refreshMs, () => void this.refresh())]
  }

  services(): string[] {
    return Object.keys(this.#current)
  }

  instances(service: string): readonly DiscoveredInstance[] {
    return this.#current[service] ?? []
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    for (const stop of this.#stop) stop()
  }
}

function fileSource(path: string) {
  return {
    read: async (): Promise<DiscoveryFile> => JSON.parse(await readFile(path, "utf8")),
    // The file is replaced by a rename, so its folder is what has to be watched.
    watchFor: (changed: () => void): FSWatcher | undefined =>
      watch(dirname(path), (_event, file) => {
        if (file === basename(path)) changed()
      }),
  }
}

async function dnsSource(ports: ServicePorts, { resolve }: DiscoveryOptions) {
  const lookUp = resolve ?? (await import("node:dns/promises")).resolve4
  const addressesOf = async (service: string): Promise<string[]> => {
    try {
      return (await lookUp(service)).sort()
    } catch (error) {
      // No such name: no instance runs. Anything else is a failed look-up, and the caller keeps what it knew.
      if (error instanceof Error && "code" in error && error.code === "ENOTFOUND") return []
      throw error
    }
  }
  return {
    read: async (): Promise<DiscoveryFile> => {
      const entries = Object.entries(ports).map(async ([service, port]) => {
        const instances = (await addressesOf(service)).map((address) => ({
          id: `${service}@${address}`,
          url: `http://${address}:${port.public}`,
          adminUrl: `http://${address}:${port.admin}`,
        }))
        return [service, instances] as const
      })
      return Object.fromEntries(await Promise.all(entries))
    },
    watchFor: (): FSWatcher | undefined => undefined,
  }
}
